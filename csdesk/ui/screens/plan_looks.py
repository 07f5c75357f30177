"""How the chart of a plan looks: what stands beside bars, and how high rows are."""

from collections.abc import Sequence
from functools import partial

from csdesk.domain.errors import N_
from csdesk.layout.from_plan import Labels
from csdesk.ui.actions import ActionSpec
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.services import Services

LABEL_WORDS = {
    Labels.OWNER: N_("Label bars with the owner"),
    Labels.TITLE: N_("Label bars with the title"),
    Labels.DATES: N_("Label bars with the dates"),
    Labels.NONE: N_("No labels at bars"),
}


class ChartLooks:
    """Changes the looks of a chart; what was chosen last is remembered on this machine."""

    def __init__(self, services: Services, view: PlanView) -> None:
        self._services, self._view = services, view

    def actions(self) -> Sequence[ActionSpec]:
        """Return what changes the looks."""
        return (
            ActionSpec(
                id="plan.density", text=N_("Wider rows"), run=self.turn_density,
                label=self._density_words,
            ),
            *(
                ActionSpec(
                    id=f"plan.labels_{labels}", text=text, run=partial(self.set_labels, labels)
                )
                for labels, text in LABEL_WORDS.items()
            ),
        )  # fmt: skip

    def state(self) -> dict[str, object]:
        """Return what to keep of the looks."""
        return {"labels": self._view.labels.value, "comfortable": self._view.comfortable}

    def restore(self, state: dict[str, object]) -> None:
        """Take up what `state` kept, else what was chosen last on this machine."""
        kept = self._services.settings.value("plan/labels", Labels.OWNER.value)
        labels = state.get("labels", kept)
        if labels in {one.value for one in Labels}:
            self._view.set_labels(Labels(str(labels)))
        comfortable = str(self._services.settings.value("plan/comfortable", 0)) == "1"
        self._view.set_density(comfortable=bool(state.get("comfortable", comfortable)))

    def set_labels(self, labels: Labels) -> None:
        """Let something else stand beside the bars."""
        self._services.settings.setValue("plan/labels", labels.value)
        self._view.set_labels(labels)

    def turn_density(self) -> None:
        """Make rows higher, or lower again."""
        comfortable = not self._view.comfortable
        self._services.settings.setValue("plan/comfortable", int(comfortable))
        self._view.set_density(comfortable=comfortable)

    def _density_words(self) -> str:
        words = self._services.translator
        if self._view.comfortable:
            return words.text("Narrower rows")
        return words.text("Wider rows")
