"""Causes: what an act led to, harm whose doers another clause tells, or a noun behind it; and to whom is done what is
only considered.

"Nine people were killed when Turkish jets struck the town"; "… following an attack by militants".
"""

from typing import Final

from tocsin.coding.acts.finding import Cast, Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import ING, REDUCED, Group

_TAKING: Final = frozenset("take lead drag carry haul march pull bundle herd whisk".split())
"""What is done to those who are taken along, by whomever."""
_AT_ONCE: Final = frozenset({"when", "after", "as", "while"})
"""Links of a clause that tells what led to the one before it."""


def led_to(groups: list[Group], hit: Hit, found: list[Finding]) -> Finding | None:
    """The act whose outcome a killing or wounding behind it tells, by the same doer in the same sentence."""
    if hit.act.id not in _OUTCOMES and (hit.act.type != "ASSAULT" or hit.lemma not in _HARM):
        return None
    group = groups[hit.clause]
    if group.passive and group.form != REDUCED:
        return None
    if group.form != ING and group.link not in ("", "and", "participle", "that", "relative", "zero"):
        return None
    for one in reversed(found):
        earlier = one.hit.act.type == "ASSAULT" and not one.hit.noun and one.hit.clause < hit.clause
        if earlier and _share_subject(groups, hit.clause, one.hit.clause):
            return one
    return None


def _share_subject(groups: list[Group], k: int, other: int) -> bool:
    mine, theirs = subject_of(groups, k), subject_of(groups, other)
    return mine is not None and mine == theirs


_OUTCOMES: Final = frozenset({"kill", "wound", "weapon-hits", "destroy"})
_HARM: Final = frozenset("kill wound injure destroy damage maim hit".split())


def settle_sides(groups: list[Group], found: list[Finding]) -> None:
    """Gives acts the sides that other acts of their sentence tell, and takes away who only deplores one."""
    _clear_speakers(groups, found)
    _lend_doers(groups, found)
    _lend_lawmakers(groups, found)
    _lend_recipients(groups, found)


def _lend_doers(groups: list[Group], found: list[Finding]) -> None:
    """Gives harm that its clause tells no doer of the one of the attack that led to it, in the same sentence."""
    attacks = [one for one in found if one.hit.act.type == "ASSAULT" and one.actors]
    for one in found:
        taken = one.hit.act.mode == "arrest" and one.hit.lemma in _TAKING
        harm = taken or one.hit.act.type == "ASSAULT"
        if one.actors or not harm or one.hit.noun or not groups[one.hit.clause].passive:
            continue
        for attack in attacks:
            if taken and (any(m.sector != "REB" for m in attack.actors) or groups[attack.hit.clause].link == "after"):
                continue  # "was led away after gunmen had fired": by those who came for the gunmen, as likely
            led = attack.hit.clause == one.hit.clause + 1 and groups[attack.hit.clause].link in _AT_ONCE
            named = attack.hit.noun and attack.hit.owned and _in_tail(groups, attack.hit.clause, one.hit.clause)
            if led or (named and attack.hit.first > one.hit.last):
                suffering = {m.country for m in one.recipients if m.sector != "REB"}
                others = [m for m in attack.actors if m.country not in suffering]
                one.actors = others or list(attack.actors)  # "two Thai soldiers fell as Thais and Khmers traded fire"
                if taken:  # "a dozen were taken away when bandits raided the town"
                    one.cast = Cast("ASSAULT", "abduct", one.shade.modality)


def _in_tail(groups: list[Group], attack: int, harm: int) -> bool:
    """Whether an attack stands in the clause of a harm, or of the one joined to it.

    As in "two were killed and three wounded in an Ethiopian strike".
    """
    joined = attack == harm + 1 and groups[attack].passive and groups[attack].link in ("reduced", "and")
    return attack == harm or joined


def _lend_lawmakers(groups: list[Group], found: list[Finding]) -> None:
    """As in "passed a law that bars rallies": whoever makes a law does what it says."""
    laws = {one.hit.clause: one for one in found if one.hit.act.id in _LAWMAKING and one.actors}
    for one in found:
        law = laws.get(one.hit.clause - 1)
        said = (
            law is not None
            and not one.hit.noun
            and groups[one.hit.clause].link in ("relative", "reduced", "participle")
        )
        if (
            law is not None
            and said
            and one.hit.act.type == "COERCE"
            and (not one.actors or one.hit.act.id == "law-forbids")
        ):
            one.actors = list(law.actors)


_LAWMAKING: Final = frozenset({"sign-decree", "approve"})


def _clear_speakers(groups: list[Group], found: list[Finding]) -> None:
    """As in "Norway and Egypt condemned the attack on the mosque, killing thirty": the attack killed, not who deplores
    it.
    """
    deplored = [one for one in found if one.hit.act.mode == "disapprove" and not one.hit.noun]
    for one in found:
        if one.hit.act.type != "ASSAULT" or one.hit.noun or groups[one.hit.clause].form != ING:
            continue
        for above in deplored:
            if "attack" in above.hit.classes and one.actors and one.actors == above.actors:
                one.actors = []


def _lend_recipients(groups: list[Group], found: list[Finding]) -> None:
    """Gives what is only considered to those whom the act considered is done to: "may consider arming Ukraine"."""
    for one in found:
        if one.hit.act.mode != "consider" or one.recipients or one.hit.clause < 0:
            continue
        own = {m.country for m in one.actors}
        for other in found:
            if other.hit.clause >= 0 and groups[other.hit.clause].parent == one.hit.clause:
                one.recipients = [m for m in other.recipients if not m.resolved and m.country not in own]
