package io.jenkins.plugins.kamal.task.lock;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.time.Instant;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The note about a held lock names no job that the rights of the waiting run do not include. */
@WithJenkins
class HiddenLockOwnerTest {

    @Test
    void isABuildOfThisJenkins(JenkinsRule jenkins) throws Exception {
        FreeStyleProject secret = jenkins.createFreeStyleProject("secret-job");
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(secret);
        Told.in(build).started("deploy", "shop", "", "v2", "web-1").finished(0, "", 10);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(secret)
                .to("insider"));
        String details = "Locked by: alice, " + jenkins.getURL() + secret.getUrl() + "1/ at 2026-11-28T12:00:00Z";

        LockOwner toOutsider = as("outsider", details);
        LockOwner toInsider = as("insider", details);

        assertThat(toOutsider.text()).contains("a build of this Jenkins").doesNotContain("secret-job");
        assertThat(toInsider.text()).contains("secret-job");
        assertThat(toOutsider.state()).isEqualTo(toInsider.state()).isNotEqualTo(LockOwner.State.UNKNOWN);
    }

    private static LockOwner as(String user, String details) {
        try (ACLContext ignored = ACL.as2(User.getById(user, true).impersonate2())) {
            return LockOwner.of(details, Instant.now());
        }
    }
}
