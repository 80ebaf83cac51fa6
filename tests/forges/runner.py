"""What a forge does with a workflow: its steps' own shell, one after the other, with the environment that it gives."""

import atexit
import compileall
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any

import yaml
from tests.forges.world import NAME, World, git

EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
ALWAYS = "${{ !cancelled() }}"
PIN = re.compile(r"(?:https://github\.com/)?[\w-]+/[\w-]+@[0-9a-f]{40}")
KEPT = ("npm", "templates")


@cache
def lent(project: Path) -> Path:
    """Return a folder of what a runner keeps between runs: npm's packages, and what templates and Python compile to."""
    folder = Path(tempfile.mkdtemp(prefix="lent"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in KEPT:
        if (project / ".cache" / name).is_dir():
            shutil.copytree(project / ".cache" / name, folder / ".cache" / name)
    shutil.copytree(project / "plugins", folder / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(folder / "plugins", quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    for source in sorted((folder / "plugins").rglob("*")):
        if source.is_file() and source.suffix != ".pyc":
            source.unlink()
    return folder


@dataclass
class Run:
    """What became of a job: each step's name with its exit code, all that was printed, the artifacts, the summary."""

    folder: Path
    codes: dict[str, int] = field(default_factory=dict)
    printed: str = ""
    artifacts: dict[str, Path] = field(default_factory=dict)

    @property
    def failed(self) -> list[str]:
        """The steps that failed."""
        return [name for name, code in self.codes.items() if code]

    @property
    def summary(self) -> str:
        """What stands in the summary of the run."""
        return (self.folder / "summary.md").read_text(encoding="utf-8")

    def read(self, path: str) -> str:
        """Return a file of the job's folder."""
        return (self.folder / path).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Forge:
    """The variables that a runner has of itself: the day, the Python, where npm's packages are kept already."""

    world: World
    project: Path
    variables: Mapping[str, str]
    day: str

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Return the variables of a step; nothing of the machine that runs the tests but what a runner has."""
        epoch = subprocess.run(
            ["date", "-d", f"{self.day}T12:00:00+08:00", "+%s"], capture_output=True, check=True, encoding="ascii"
        )
        ours = {"GONGSHI_PYTHON": sys.executable, "SOURCE_DATE_EPOCH": epoch.stdout.strip(), "CI": "true"}
        return {**self.variables, **ours, **more}

    def shell(self, script: str, folder: Path, more: Mapping[str, str], flags: str = "-e") -> tuple[int, str]:
        """Run a script as a step; return its exit code and all that it printed."""
        done = subprocess.run(
            ["bash", *flags.split(), "-c", script],
            cwd=folder,
            env=self.environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def lend_packages(self, tool: Path) -> None:
        """Give a fresh clone of the tool what this machine has in its cache, as a runner's cache would."""
        if tool.is_dir():
            shutil.copytree(lent(self.project), tool, dirs_exist_ok=True)


def filled(text: object, contexts: Mapping[str, str]) -> str:
    """Return a value of a workflow with its expressions replaced; a name that the forge does not know is empty."""
    return EXPRESSION.sub(lambda found: contexts.get(found[1], ""), str(text))


def actions_job(  # noqa: PLR0913  # what a forge knows of a job
    forge: Forge,
    workflow: str,
    job: str,
    folder: Path,
    *,
    contexts: Mapping[str, str],
    given: Mapping[str, str],
    artifacts: Mapping[str, Path] | None = None,
) -> Run:
    """Run a job of GitHub's, Gitea's or Forgejo's Actions in a folder, until a step fails; then only what must run."""
    told = yaml.safe_load((forge.world.clone / workflow).read_text(encoding="utf-8"))["jobs"][job]
    folder.mkdir(parents=True)
    run = Run(folder, artifacts=dict(artifacts or {}))
    summary = {"GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "GITHUB_REPOSITORY": NAME, **given}
    for step in told["steps"]:
        if run.failed and step.get("if") != ALWAYS:
            continue
        assert step.get("if") in {None, ALWAYS}
        if "uses" in step:
            run.codes[step["name"]] = _action(forge, step, run, contexts)
            continue
        own = {name: filled(value, contexts) for name, value in step.get("env", {}).items()}
        code, printed = forge.shell(step["run"], folder, {**summary, **own})
        run.codes[step["name"]] = code
        run.printed += printed
        forge.lend_packages(folder / "tool")
    return run


def _action(forge: Forge, step: Mapping[str, Any], run: Run, contexts: Mapping[str, str]) -> int:
    """Do what one of the three actions does that the workflows use: check out, keep files, bring them."""
    assert PIN.fullmatch(step["uses"]), step["uses"]
    name = step["uses"].partition("@")[0].rpartition("/")[2]
    given = {key: filled(value, contexts) for key, value in step["with"].items()}
    if name == "checkout":
        _check_out(forge.world.bare, run.folder / given["path"], given.get("ref") or contexts["github.sha"])
        assert (given["fetch-depth"], given["persist-credentials"]) == ("0", "False")
        return 0
    place = run.folder / given["path"]
    if name == "download-artifact":
        shutil.copytree(run.artifacts[given["name"]], place)
        return 0
    if place.exists():
        run.artifacts[given["name"]] = place
    return int(not place.exists() and given.get("if-no-files-found") != "ignore")


def _check_out(bare: Path, folder: Path, ref: str) -> None:
    git(bare.parent, "clone", "--quiet", "--no-checkout", str(bare), str(folder))
    git(folder, "fetch", "--quiet", "origin", ref)
    detached = ref.startswith("refs/")
    git(folder, "checkout", "--quiet", *(("--detach",) if detached else ("-B", "main")), "FETCH_HEAD")


def pipeline(told: Mapping[str, Any], given: Mapping[str, str]) -> list[str]:
    """Return the jobs of a GitLab file that run for some variables, in order of their stages."""
    if not any(_holds(rule["if"], given) for rule in told["workflow"]["rules"]):
        return []
    jobs = {name: job for name, job in told.items() if isinstance(job, dict) and "script" in job}
    chosen = [name for name, job in jobs.items() if any(_holds(rule["if"], given) for rule in job["rules"])]
    return sorted(chosen, key=lambda name: told["stages"].index(jobs[name]["stage"]))


def _holds(rule: str, given: Mapping[str, str]) -> bool:
    return all(_part_holds(part, given) for part in rule.split(" && "))


def _part_holds(part: str, given: Mapping[str, str]) -> bool:
    left, sign, right = part.split(" ")
    one, other = (given.get(side[1:], "") if side.startswith("$") else side.strip('"') for side in (left, right))
    return (one == other) if sign == "==" else (one != other)


def gitlab_job(  # noqa: PLR0913  # what a forge knows of a job
    forge: Forge, job: str, folder: Path, *, given: Mapping[str, str], ref: str, keep: Sequence[Path] = ()
) -> Run:
    """Run a job of GitLab's CI in a clone at `ref`; `keep` are the artifacts of earlier jobs."""
    told = yaml.safe_load((forge.world.clone / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    here = folder / "builds" / "gongshi-content"
    own = {**told["variables"], **told[job].get("variables", {})}
    if own.get("GIT_STRATEGY") == "none":
        here.mkdir(parents=True)
    else:
        here.parent.mkdir(parents=True)
        _check_out(forge.world.bare, here, ref)
    for kept in keep:
        shutil.copytree(kept, here / kept.name)
    before = told[job].get("before_script", told["default"]["before_script"])
    lending = f'cp -r {shlex.quote(str(lent(forge.project)))}/. "$tool"' if before else ""
    script = "\n".join([*before, lending, *told[job]["script"]])
    run = Run(here)
    variables = {**own, "CI_PROJECT_DIR": str(here), **given}
    run.codes[job], run.printed = forge.shell(script, here, variables, "-e -o pipefail")
    kept_paths = told[job].get("artifacts", {}).get("paths", [])
    run.artifacts = {path.strip("/"): here / path for path in kept_paths if (here / path).exists()}
    return run


def quiet(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that a runner has, without those of a forge that these tests may be running on."""
    forges = ("GITHUB_", "GITEA_", "CI_", "GITLAB_", "GONGSHI_")
    kept = {name: value for name, value in variables.items() if not name.startswith(forges)}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
