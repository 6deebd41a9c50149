package org.wardline.app.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts are made, changed, kept; who may sign in does, and nobody else. */
class PeopleTest {
    private static final String DESK = "10.0.0.7";
    private static final String PASSWORD = "correct horse";
    private final Staffed.Memory vault = new Staffed.Memory();
    private final People people = opened();

    private People opened() {
        try {
            return new People(vault, new People.Ends(Staffed.IDLE_MS, Staffed.LONGEST_MS));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static People.Wanted wanted(String name, Role role) {
        return new People.Wanted(name, "The " + name, role, Optional.of(PASSWORD), Optional.empty(), Set.of());
    }

    private static People.Claim name(String name, String password) {
        return new People.Claim(false, name, password);
    }

    private static People.Claim badge(String badge, String pin) {
        return new People.Claim(true, badge, pin);
    }

    private static People.Change change(Supplier<Optional<Boolean>> disabled) {
        return new People.Change(Optional.empty(), Optional.empty(), Optional.empty(), disabled.get());
    }

    @Test
    void givenFirstStart_whenTheCodeIsUsed_thenThereIsAnAdministratorAndTheCodeIsSpent() throws Exception {
        String code = people.setUpCode().orElseThrow().text();

        assertThat(people.setUp("aaaaa-aaaaa-aaaaa", wanted("ada", Role.ADMINISTRATOR), DESK, 0))
                .isInstanceOf(People.Wrong.class);
        assertThat(people.setUp(
                        " " + code.toUpperCase(java.util.Locale.ROOT), wanted("ada", Role.ADMINISTRATOR), DESK, 0))
                .isInstanceOf(People.In.class);
        assertThat(people.setUpCode()).isEmpty();
        assertThat(people.setUp(code, wanted("eve", Role.ADMINISTRATOR), DESK, 0))
                .isInstanceOf(People.Wrong.class);
        assertThat(opened().setUpCode()).isEmpty();
    }

    @Test
    void givenWrongCodes_whenTriedOverAndOver_thenTheStationHasToWait() throws Exception {
        String code = people.setUpCode().orElseThrow().text();
        for (int i = 0; i < 10; i++) {
            assertThat(people.setUp("wrong", wanted("eve", Role.ADMINISTRATOR), DESK, 0))
                    .isInstanceOf(People.Wrong.class);
        }
        assertThat(people.setUp(code, wanted("ada", Role.ADMINISTRATOR), DESK, 0))
                .isInstanceOf(People.Locked.class);
        assertThat(people.setUp(code, wanted("ada", Role.ADMINISTRATOR), DESK, 10_000))
                .isInstanceOf(People.In.class);
    }

    @Test
    void givenAccount_whenPasswordIsRight_thenSignedInUntilDisabled() throws Exception {
        var _ = people.add(wanted("ada", Role.ADMINISTRATOR));
        var _ = people.add(wanted("li", Role.NURSE));

        assertThat(people.signIn(name("li", "wrong horse"), DESK, 0)).isInstanceOf(People.Wrong.class);
        assertThat(people.signIn(name("lo", PASSWORD), DESK, 0)).isInstanceOf(People.Wrong.class);
        assertThat(people.signIn(badge("li", PASSWORD), DESK, 0)).isInstanceOf(People.Wrong.class);
        People.In in = (People.In) people.signIn(name("li", PASSWORD), DESK, 0);
        assertThat(people.accountOf(in.secret(), 0)).map(Account::name).contains("li");

        var _ = people.change("li", change(() -> Optional.of(true)));
        assertThat(people.accountOf(in.secret(), 0)).isEmpty();
        assertThat(people.signIn(name("li", PASSWORD), DESK, 0)).isInstanceOf(People.Wrong.class);
    }

    @Test
    void givenFiveFailures_whenTheRightPinFollows_thenItHasToWaitAtEveryStation() throws Exception {
        Staffed.add(people, "li", Role.NURSE, Set.of());
        for (int i = 0; i < 5; i++) {
            assertThat(people.signIn(badge(Staffed.badge("li"), "0000"), DESK, 0))
                    .isInstanceOf(People.Wrong.class);
        }
        assertThat(people.signIn(badge(Staffed.badge("li"), Staffed.PIN), "10.0.0.8", 0))
                .isInstanceOfSatisfying(
                        People.Locked.class,
                        locked -> assertThat(locked.waitMs()).isEqualTo(30_000));
        assertThat(people.signIn(badge(Staffed.badge("li"), Staffed.PIN), "10.0.0.8", 30_000))
                .isInstanceOf(People.In.class);
    }

    @Test
    void givenStationThatGuessesNames_whenTenFailed_thenNobodySignsInThereForAWhile() throws Exception {
        Staffed.add(people, "li", Role.NURSE, Set.of());
        for (int i = 0; i < 10; i++) {
            assertThat(people.signIn(name("guess" + i, "0000"), DESK, 0)).isInstanceOf(People.Wrong.class);
        }
        assertThat(people.signIn(badge(Staffed.badge("li"), Staffed.PIN), DESK, 0))
                .isInstanceOf(People.Locked.class);
        assertThat(people.signIn(badge(Staffed.badge("li"), Staffed.PIN), "10.0.0.8", 0))
                .isInstanceOf(People.In.class);
    }

    @Test
    void givenOwnPinAndPassword_whenChangedAfterTheOldOne_thenOnlyTheNewOneSignsIn() throws Exception {
        var _ = people.add(wanted("ada", Role.ADMINISTRATOR));
        var _ = people.add(new People.Wanted(
                "li", "Li", Role.NURSE, Optional.of(PASSWORD), Optional.of(badge("77-88", Staffed.PIN)), Set.of()));
        People.In before = (People.In) people.signIn(badge("77-88", Staffed.PIN), DESK, 0);

        assertThat(people.changeOwn("li", new People.Own(true, "0000", "8405"), DESK, 0))
                .isInstanceOf(People.Wrong.class);
        assertThatThrownBy(() -> people.changeOwn("li", new People.Own(true, Staffed.PIN, "1234"), DESK, 0))
                .isInstanceOf(NotAllowed.class);
        assertThat(people.accountOf(before.secret(), 0)).isPresent();

        People.In after = (People.In) people.changeOwn("li", new People.Own(true, Staffed.PIN, "8405"), DESK, 0);
        assertThat(people.accountOf(before.secret(), 0)).isEmpty();
        assertThat(people.accountOf(after.secret(), 0)).isPresent();
        assertThat(people.signIn(badge("77-88", Staffed.PIN), DESK, 0)).isInstanceOf(People.Wrong.class);
        assertThat(people.signIn(badge("77-88", "8405"), DESK, 0)).isInstanceOf(People.In.class);

        assertThat(people.changeOwn("li", new People.Own(false, PASSWORD, "battery staple"), DESK, 0))
                .isInstanceOf(People.In.class);
        assertThat(people.signIn(name("li", PASSWORD), DESK, 0)).isInstanceOf(People.Wrong.class);
        assertThat(people.signIn(name("li", "battery staple"), DESK, 0)).isInstanceOf(People.In.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "123456789", "12a4", "", "1111", "4567", "9876"})
    void givenPinThatIsNoneOrEasy_whenAsked_thenRefused(String pin) {
        var wanted =
                new People.Wanted("li", "Li", Role.NURSE, Optional.empty(), Optional.of(badge("77-88", pin)), Set.of());

        assertThatThrownBy(() -> people.add(wanted)).isInstanceOf(NotAllowed.class);
        assertThat(people.all()).isEmpty();
    }

    @Test
    void givenShortPassword_whenAsked_thenRefusedWithoutSayingIt() {
        var wanted = new People.Wanted("li", "Li", Role.NURSE, Optional.of("hunter2"), Optional.empty(), Set.of());

        assertThatThrownBy(() -> people.add(wanted))
                .isInstanceOf(NotAllowed.class)
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("8 to 256");
    }

    @Test
    void givenNamesBadgesAndShownNames_whenTakenAlready_thenRefused() throws Exception {
        Staffed.add(people, "li", Role.NURSE, Set.of());
        var sameBadge = new People.Wanted(
                "lu", "Lu", Role.NURSE, Optional.empty(), Optional.of(badge(Staffed.badge("li"), "8405")), Set.of());
        var sameShown =
                new People.Wanted("lu", "The LI", Role.NURSE, Optional.of(PASSWORD), Optional.empty(), Set.of());

        assertThatThrownBy(() -> people.add(wanted("Li", Role.NURSE))).hasMessageContaining("called so");
        assertThatThrownBy(() -> people.add(sameShown)).hasMessageContaining("called so");
        assertThatThrownBy(() -> people.add(sameBadge)).hasMessageContaining("badge");
    }

    @Test
    void givenOneAdministrator_whenDisabled_thenRefused() throws Exception {
        var _ = people.add(wanted("ada", Role.ADMINISTRATOR));
        assertThatThrownBy(() -> people.change("ada", change(() -> Optional.of(true))))
                .hasMessageContaining("last administrator");

        var _ = people.add(wanted("bob", Role.ADMINISTRATOR));
        var _ = people.change("ada", change(() -> Optional.of(true)));
        assertThat(people.named("ada").orElseThrow().isDisabled()).isTrue();
    }

    @Test
    void givenFullDisk_whenAnAccountIsMade_thenItIsNotThere() {
        vault.fill();

        assertThatThrownBy(() -> people.add(wanted("ada", Role.ADMINISTRATOR))).isInstanceOf(IOException.class);
        assertThat(people.all()).isEmpty();
        assertThat(people.setUpCode()).isPresent();
    }

    @Test
    void givenMoreAccountsThanThereMayBe_whenMade_thenRefused() throws Exception {
        var full = new Staffed.Memory();
        var hash = org.wardline.app.security.PasswordHash.of(
                PASSWORD.getBytes(StandardCharsets.UTF_8), new java.security.SecureRandom());
        full.write(AccountFile.bytes(java.util.stream.IntStream.range(0, People.MAX)
                .mapToObj(i ->
                        new Account("a" + i, "A" + i, Role.NURSE, Optional.of(hash), Optional.empty(), Set.of(), false))
                .toList()));
        People many = new People(full, new People.Ends(1, 1));

        assertThatThrownBy(() -> many.add(wanted("one", Role.NURSE))).hasMessageContaining("already");
    }

    @Test
    void givenAccounts_whenReadAgain_thenTheyAreTheSame() throws Exception {
        var _ = people.add(wanted("ada", Role.ADMINISTRATOR));
        Staffed.add(people, "doc", Role.PHYSICIAN, Set.of("7", "8"));
        People again = opened();

        assertThat(again.named("doc")).hasValueSatisfying(doc -> {
            assertThat(doc.role()).isEqualTo(Role.PHYSICIAN);
            assertThat(doc.beds()).containsExactlyInAnyOrder("7", "8");
        });
        assertThat(again.signIn(badge(Staffed.badge("doc"), Staffed.PIN), DESK, 0))
                .isInstanceOf(People.In.class);
        assertThat(again.signIn(name("ada", PASSWORD), DESK, 0)).isInstanceOf(People.In.class);
    }

    @Test
    void givenSecrets_whenThingsAreWrittenAsText_thenTheyAreNotInIt() throws Exception {
        Staffed.add(people, "li", Role.NURSE, Set.of());
        var claim = badge(Staffed.badge("li"), Staffed.PIN);
        People.Entry in = people.signIn(claim, DESK, 0);
        String secret = ((People.In) in).secret();
        String all = claim + " " + in + " " + people.all() + " "
                + people.named("li").orElseThrow().quick()
                + new People.Wanted("x", "X", Role.NURSE, Optional.of(PASSWORD), Optional.of(claim), Set.of())
                + new People.Change(Optional.of(PASSWORD), Optional.of(claim), Optional.empty(), Optional.empty())
                + opened().setUpCode();

        assertThat(all).doesNotContain(Staffed.PIN, Staffed.badge("li"), PASSWORD, secret);
        assertThat(String.valueOf(Staffed.nobody().setUpCode())).isEqualTo("Optional[a set-up code]");
    }
}
