"""The commands of ./portal, in the order of its help. Each is a line in plugins/disclosure/commands/table/."""

import sys

from invoke.collection import Collection

from disclosure.commands.faults import install_last_resort
from disclosure.commands.options import PROJECT
from disclosure.commands.program import Portal
from disclosure.commands.table import entering, house, life, looking, proof, site, times

namespace = Collection(
    site.check,
    site.review,
    site.build,
    site.serve,
    entering.import_,
    entering.new,
    life.withdraw,
    life.restore,
    life.correct,
    life.expire,
    entering.clean,
    times.deadlines,
    times.calendar,
    times.report,
    entering.init,
    looking.search,
    looking.log,
    proof.audit,
    proof.verify,
    proof.key,
    proof.erase,
    proof.erased,
    house.test,
    house.lint,
)

if __name__ == "__main__":
    install_last_resort(PROJECT / ".cache" / "fault.log")
    sys.exit(Portal(namespace).start(sys.argv[1:]))
