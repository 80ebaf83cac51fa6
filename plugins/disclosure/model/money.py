"""Money: exact decimals of 元."""

from decimal import Decimal, InvalidOperation

from disclosure.model.errors import MalformedValue

CENT = Decimal("0.01")


def yuan(value: object) -> Decimal:
    """Return an amount in 元 from a written integer or decimal; MalformedValue where it is not one to the 分."""
    try:
        amount = Decimal(str(value))
        exact = not isinstance(value, bool) and amount.is_finite() and amount == amount.quantize(CENT)
    except InvalidOperation:
        exact = False
    if not exact:
        raise MalformedValue(f"「{value}」不是以元为单位、最多两位小数的金额")
    return amount


def written_yuan(amount: Decimal) -> str:
    """Write an amount for people: `72,000 元`, `1,234.50 元`."""
    return f"{amount:,.0f} 元" if amount == amount.to_integral_value() else f"{amount:,.2f} 元"


def in_wan(amount: Decimal) -> str:
    """Write an amount in 万元 with six decimals, as the national exchange layout asks (发改办财金〔2018〕424号)."""
    return f"{amount / 10000:.6f}"
