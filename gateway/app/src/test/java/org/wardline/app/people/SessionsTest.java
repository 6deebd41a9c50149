package org.wardline.app.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A sign-in ends: by idleness, by length, by hand. */
class SessionsTest {
    private final Sessions sessions = new Sessions(1_000, 5_000);

    @Test
    void givenSession_whenNothingIsDone_thenItEndsByIdleness() {
        String secret = sessions.begin("li", 0);

        assertThat(sessions.accountOf(secret, 999)).contains("li");
        assertThat(sessions.leftMs(secret, 999)).isEqualTo(1);
        assertThat(sessions.accountOf(secret, 1_000)).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void givenSession_whenSomethingIsDoneAllTheTime_thenItEndsByItsLength() {
        String secret = sessions.begin("li", 0);
        for (long now = 500; now < 5_000; now += 500) {
            sessions.isActive(secret, now);
            assertThat(sessions.accountOf(secret, now)).contains("li");
        }
        assertThat(sessions.accountOf(secret, 5_000)).isEmpty();
    }

    @Test
    void givenSessionThatIsOver_whenSomethingIsDone_thenItStaysOver() {
        String secret = sessions.begin("li", 0);
        assertThat(sessions.accountOf(secret, 2_000)).isEmpty();
        sessions.isActive(secret, 2_000);

        assertThat(sessions.accountOf(secret, 2_000)).isEmpty();
    }

    @Test
    void givenTwoSessions_whenBegun_thenTheirSecretsAre256BitsAndDiffer() {
        String one = sessions.begin("li", 0);
        String other = sessions.begin("li", 0);

        assertThat(one).hasSize(43).isNotEqualTo(other);
        sessions.end(one);
        assertThat(sessions.accountOf(one, 0)).isEmpty();
        assertThat(sessions.accountOf(other, 0)).contains("li");
        sessions.endAllOf("li");
        assertThat(sessions.accountOf(other, 0)).isEmpty();
    }

    @Test
    void givenMoreSessionsThanThereMayBe_whenBegun_thenTheOldestGoes() {
        String first = sessions.begin("li", 0);
        for (int i = 0; i < Sessions.MAX; i++) {
            assertThat(sessions.begin("li", 0)).isNotEmpty();
        }
        assertThat(sessions.size()).isEqualTo(Sessions.MAX);
        assertThat(sessions.accountOf(first, 0)).isEmpty();
    }
}
