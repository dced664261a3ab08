"""How far an article has been read: what stands behind the item that is being read is not known yet."""

from bisect import bisect_left
from collections.abc import Iterable

from tocsin.coding.acts.accidents import accidental
from tocsin.coding.article.context import Context
from tocsin.coding.article.senses import Senses
from tocsin.coding.events.hacking import of_hacking
from tocsin.coding.roles.parties import Parties
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.course import Course
from tocsin.coding.text.grammar import Grammar
from tocsin.vocabulary import Field


class Progress:
    """The world and the sides of an article, up to the end of the item that is being read.

    The title is read with the first item.
    """

    def __init__(self, scenes: Iterable[Scene], course: Course, grammar: Grammar) -> None:
        self.scenes = {scene.field: scene for scene in scenes}
        self.course = course
        self.parties = Parties(self.scenes.values())
        self.senses = Senses(self.scenes, grammar)
        self._words: set[str] = set()
        self._heard = 0
        self._reached = -1
        self._at: tuple[Field, int] | None = None
        title = self.scenes.get("title")
        if title is not None:
            self.parties.hear("title", len(title.text) + 1)
            self.senses.head(title.tokens.lower)
            self._words.update(title.tokens.lower)
            self.senses.hear("title", len(title.tokens))

    def reach(self, scene: Scene, around: Context, s: Sentence) -> None:
        """Goes on to the end of the item of a sentence, and tells the scene and its context."""
        title = scene.field == "title"
        item = 0 if title else self.course.item(scene.tokens.start[s.begin])
        if self._at == (scene.field, item):
            return
        self._at = (scene.field, item)
        body = self.scenes["text"]
        end = self.course.ends[item]
        stop = bisect_left(body.tokens.start, end)
        if item > self._reached:
            self._reached = item
            self.parties.hear("text", end)
            self.senses.hear("text", stop)
            self._words.update(body.tokens.lower[self._heard : stop])
            self._heard = stop
        scene.sense, scene.of_security = self.senses.text, self.senses.secure
        scene.accidental, scene.of_hacking = accidental(self._words), of_hacking(self._words)
        scene.enter(len(scene.tokens) if title else stop)
        around.enter(self.course.leads[item])
