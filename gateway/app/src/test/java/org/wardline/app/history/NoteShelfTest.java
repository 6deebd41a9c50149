package org.wardline.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.StayId;

/** Where notes stand, and whose they are. */
class NoteShelfTest {
    private static final Optional<StayId> ANN = Optional.of(new StayId("ann"));
    private static final Optional<StayId> BOB = Optional.of(new StayId("bob"));

    private final NoteShelf shelf = new NoteShelf(5);

    private static NoteShelf.Place place(long number, Optional<StayId> stay) {
        return new NoteShelf.Place(number, stay);
    }

    @Test
    void givenNotesBeforeAndAfter_whenOnePatientIsAsked_thenHisAndNobodysInOrder() {
        shelf.append(List.of(place(20, ANN), place(21, BOB)));
        shelf.prepend(List.of(place(7, BOB), place(9, Optional.empty()), place(11, ANN)));

        assertThat(shelf.from()).isZero();
        assertThat(shelf.between(0, 100, ANN)).containsExactly(9L, 11L, 20L);
        assertThat(shelf.between(9, 21, Optional.empty())).containsExactly(9L, 11L, 20L);
        assertThat(shelf.between(0, 100, Optional.of(new StayId("stranger")))).containsExactly(9L);
    }

    @Test
    void givenFullShelf_whenOneMoreComes_thenTheOldestMakesRoom() {
        for (long number = 1; number <= 6; number++) {
            shelf.append(List.of(place(number, ANN)));
        }

        assertThat(shelf.between(0, 100, ANN)).containsExactly(2L, 3L, 4L, 5L, 6L);
        shelf.prepend(List.of(place(1, ANN)));
        assertThat(shelf.between(0, 100, ANN)).hasSize(5);
        assertThat(shelf.from()).isEqualTo(2);
    }

    @Test
    void givenManyPatientsInTime_whenTheirNotesMadeRoom_thenTheyAreForgotten() {
        for (int number = 1; number <= 5_000; number++) {
            shelf.append(List.of(place(number, Optional.of(new StayId("s" + number)))));
        }
        shelf.append(List.of(place(5_001, ANN)));

        assertThat(shelf.stays()).isLessThan(1_100);
        assertThat(shelf.between(0, 10_000, ANN)).containsExactly(5_001L);
        assertThat(shelf.between(0, 10_000, Optional.of(new StayId("s4999")))).containsExactly(4_999L);
    }
}
