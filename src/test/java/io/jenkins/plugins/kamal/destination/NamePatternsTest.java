package io.jenkins.plugins.kamal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamePatternsTest {

    @Test
    void matchesNamesAndWildcards() {
        NamePatterns patterns = NamePatterns.parse("team/shop/main, ops/*  qa-?");

        assertThat(patterns.match("team/shop/main")).isTrue();
        assertThat(patterns.match("ops/a/b")).isTrue();
        assertThat(patterns.match("qa-1")).isTrue();
        assertThat(patterns.match("team/shop/main2")).isFalse();
        assertThat(patterns.match("qa-12")).isFalse();
        assertThat(patterns.match("team/shop.main")).isFalse();
        assertThat(patterns.matchEverything()).isFalse();
    }

    @Test
    void noPatternMatchesEverything() {
        assertThat(NamePatterns.parse(null).match("anything")).isTrue();
        assertThat(NamePatterns.parse(" , ").matchEverything()).isTrue();
        assertThat(NamePatterns.parse("a, *").matchEverything()).isTrue();
    }

    @Test
    void theNameOfAJobMayHaveSpaces() {
        Destination guarded = new Destination();
        guarded.setJobs("ops/Deploy shop,\r\n ops/Deploy blog ");

        assertThat(guarded.allowsJob("ops/Deploy shop")).isTrue();
        assertThat(guarded.allowsJob("ops/Deploy blog")).isTrue();
        assertThat(guarded.allowsJob("shop")).isFalse();
        assertThat(guarded.allowsJob("ops/Deploy")).isFalse();
        assertThat(new Destination().allowsJob("shop")).isTrue();
    }

    @Test
    void aListThatNamesNothingAllowsNobody() {
        Destination guarded = new Destination();
        guarded.setJobs(" , ");

        assertThat(guarded.allowsJob("shop")).isFalse();
        assertThat(guarded.problem()).contains("Jobs that may deploy", "names nothing");

        guarded.setJobs("");
        guarded.setAllowedServers(",");
        assertThat(guarded.problem()).contains("Servers that may be deployed to");

        guarded.setAllowedServers(" ");
        assertThat(guarded.problem()).isNull();
    }

    @Test
    void aDestinationIsMatchedAsAWhole() {
        Destination production = new Destination();
        production.setDestination("production");
        Destination every = new Destination();
        every.setDestination("*");

        assertThat(production.isFor("production")).isTrue();
        assertThat(production.isFor("production-eu")).isFalse();
        assertThat(production.isFor(null)).isFalse();
        assertThat(every.isFor(null)).isTrue();
        assertThat(every.isFor("staging")).isTrue();
        assertThat(new Destination().isFor(null)).isTrue();
        assertThat(new Destination().isFor("staging")).isFalse();
    }
}
