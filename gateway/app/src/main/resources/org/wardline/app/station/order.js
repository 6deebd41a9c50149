/*
 * The order of tiles (station.md §5). By room they never move. By urgency they move seldom: up at most every 10 s, at once only
 * for a new high alarm; down after 60 s in the calmer class; never under a finger.
 */
const UP_MS = 10_000;
const DOWN_MS = 60_000;
const HANDS_OFF_MS = 3000;

/** high, medium, low open; high or medium, low held; technical; calm; free beds last. */
export function classOf(bed) {
  const alarm = bed.alarm;
  if (bed.free) return 7;
  if (!alarm) return 6;
  if (alarm.tech) return 5;
  if (alarm.form === 'held') return alarm.priority === 'low' ? 4 : 3;
  return { high: 0, medium: 1, low: 2 }[alarm.priority];
}

export class Order {
  constructor() {
    this.classes = new Map();
    this.calmerSince = new Map();
    this.movedAt = -Infinity;
    this.touchedAt = -Infinity;
    this.isHeld = false;
  }

  /** A hand, a key or a pointer is on the grid. */
  touch(at, isHeld) {
    this.touchedAt = at;
    this.isHeld = isHeld;
  }

  /** The beds in their order; by room it is the ward's. */
  of(beds, byUrgency, at, isSheetOpen) {
    if (!byUrgency) {
      this.classes.clear();
      return beds;
    }
    if (this.classes.size === 0) beds.forEach((bed) => this.classes.set(bed.id, classOf(bed)));
    const mayMove = !this.isHeld && !isSheetOpen && at - this.touchedAt > HANDS_OFF_MS;
    if (mayMove) this.#settle(beds, at);
    return [...beds].sort((a, b) => (this.classes.get(a.id) ?? 6) - (this.classes.get(b.id) ?? 6));
  }

  #settle(beds, at) {
    const isHigh = beds.some((bed) => classOf(bed) === 0 && this.classes.get(bed.id) !== 0);
    const mayRise = isHigh || at - this.movedAt > UP_MS;
    for (const bed of beds) {
      const now = classOf(bed);
      const was = this.classes.get(bed.id) ?? 6;
      if (now <= was) this.calmerSince.delete(bed.id);
      if (now < was && mayRise) {
        this.classes.set(bed.id, now);
        this.movedAt = at;
      } else if (now > was) {
        const since = this.calmerSince.get(bed.id) ?? at;
        this.calmerSince.set(bed.id, since);
        if (at - since >= DOWN_MS) this.classes.set(bed.id, now);
      }
    }
  }
}
