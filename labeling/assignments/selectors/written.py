"""Written answers in the shape in which they were handed in."""

from typing import Any

from labeling.assignments.models import DemonstrationMode, Judgment, TaskKind


def written_body(judgment: Judgment) -> dict[str, Any]:
    """Return what is a written answer's own; texts are empty where they were erased."""
    facts = {} if judgment.writing is None else {"writing": judgment.writing}
    if judgment.kind == TaskKind.PROMPT:
        return {**_prompt(judgment), **facts}
    content = judgment.demonstration.content.body if judgment.demonstration else {}
    if judgment.task.demonstration_mode == DemonstrationMode.ANSWER:
        return {"text": content.get("text") or "", **facts}
    return {"turns": _turns(content, DemonstrationMode(judgment.task.demonstration_mode)), **facts}


def _turns(content: dict[str, Any], mode: DemonstrationMode) -> list[dict[str, str]]:
    if "messages" not in content:
        return []
    whole = [*content["messages"], {"role": "assistant", "content": content.get("text") or ""}]
    if mode == DemonstrationMode.ASSISTANT_TURNS:
        return [turn for turn in whole if turn["role"] == "assistant"]
    return whole[-content["written"] :]


def _prompt(judgment: Judgment) -> dict[str, Any]:
    prompt = judgment.prompt
    body = prompt.content.body
    messages = body.get("messages") or [{"content": ""}]
    parts = body.get("few_shot") or {"text": messages[-1]["content"]}
    return {
        **parts,
        "use_case": prompt.use_case,
        "sensitive": prompt.sensitive,
        "invented": any(finding.get("invented", False) for finding in prompt.findings),
    }
