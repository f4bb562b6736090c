package io.jenkins.plugins.kamal.engine.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.deploy.run.Project.Person;
import org.junit.jupiter.api.Test;

class PersonTest {

    private static final String STARTED_BY = "Jane Doe, https://jenkins.example.com/job/shop/12/";

    @Test
    void isWhoeverStartedTheBuildWithGitsIdentityBesideIt() {
        assertThat(Person.of(STARTED_BY, "a@example.com", "A", "jenkins-shop-12"))
                .isEqualTo(new Person(STARTED_BY + " (a@example.com)", STARTED_BY + " (A)"));
    }

    @Test
    void isWhoeverStartedTheBuildAloneWhereGitHasNoIdentity() {
        assertThat(Person.of(STARTED_BY, null, null, "jenkins-shop-12")).isEqualTo(new Person(STARTED_BY, STARTED_BY));
    }

    @Test
    void isGitsIdentityWhereNobodyIsHandedOver() {
        assertThat(Person.of(null, "a@example.com", "A", "deployer")).isEqualTo(new Person("a@example.com", "A"));
        assertThat(Person.of(" ", null, null, "deployer")).isEqualTo(new Person("deployer", "deployer"));
    }

    @Test
    void isOneLineOfBoundedLength() {
        assertThat(Person.of("Jane\n[2026] [root]\u0007 Doe", null, null, "").performer())
                .isEqualTo("Jane [2026] [root] Doe");
        assertThat(Person.of("Jane", "a@example.com\nVersion: v9", "A\u001B[2J", ""))
                .as("git's configuration is the workspace's")
                .isEqualTo(new Person("Jane (a@example.com Version: v9)", "Jane (A [2J)"));
        assertThat(Person.of(null, "a\nb", null, "").performer()).isEqualTo("a b");
        assertThat(Person.of("x".repeat(5000), null, null, "").performer()).hasSize(300);
    }
}
