package io.jenkins.plugins.kamal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jenkins.metrics.api.Metrics;
import org.jenkinsci.plugins.tokenmacro.TokenMacro;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What other plugins get of a deployment where they are installed. */
@WithJenkins
class OptionalPluginsTest {

    @Test
    void tokensAreTheVariablesOfTheDeployment(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        assertThat(expand(build, "<${KAMAL_VERSION}>")).isEqualTo("<>");
        Told.version(build, Stories.COMMIT, Stories.COMMIT);
        Stories.success(build, Stories.COMMIT, "production", Instant.now());
        Told.in(build).started("deploy", "blog", "", "v7", "web-1").finished(1, "no", 10);

        assertThat(expand(build, "${KAMAL_VERSION} ${KAMAL_DEPLOY_RESULT}")).isEqualTo(Stories.COMMIT + " FAILED");
        assertThat(expand(build, "${KAMAL_VERSION, service=\"blog\"}")).isEqualTo("v7");
        assertThat(expand(build, "${KAMAL_DEPLOY_RESULT, service=\"shop\", destination=\"production\"}"))
                .isEqualTo("SUCCEEDED");
        assertThat(expand(build, "${KAMAL_DIGEST, destination=\"production\"}")).isEqualTo(Stories.DIGEST);
        assertThat(expand(build, "<${KAMAL_DIGEST, destination=\"staging\"}>")).isEqualTo("<>");
    }

    private static String expand(Run<?, ?> run, String text) throws Exception {
        return TokenMacro.expandAll(run, null, TaskListener.NULL, text);
    }

    @Test
    void metricsCountPerServiceAndDestination(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        MetricRegistry registry = Metrics.metricRegistry();
        long before = registry.counter("kamal.deployments").getCount();
        Told.in(build).started("deploy", "metered.shop", "eu", "v1", "web-1").finished(0, "", 2_000);
        Told.in(build).started("deploy", "metered.shop", "eu", "v2", "web-1").finished(1, "no", 3_000);
        Told.in(build)
                .started("build push", "metered.shop", "eu", "v2", "web-1")
                .finished(1, "no", 10);

        assertThat(registry.counter("kamal.deployments").getCount()).isEqualTo(before + 2);
        assertThat(registry.counter("kamal.metered_shop.eu.deployments").getCount())
                .isEqualTo(2);
        assertThat(registry.counter("kamal.metered_shop.eu.failures").getCount())
                .isEqualTo(1);
        assertThat(registry.timer("kamal.metered_shop.eu.duration")
                        .getSnapshot()
                        .getMax())
                .isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void aCheckHasTheResult(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        Stories.success(build, Stories.COMMIT, "production", Instant.now());

        ChecksDetails good = Checks.PUBLISHED.poll(1, TimeUnit.MINUTES);
        assertThat(good).isNotNull();
        assertThat(good.getName()).contains("Kamal deploy: shop to production");
        assertThat(good.getConclusion()).isEqualTo(ChecksConclusion.SUCCESS);
        assertThat(good.getOutput().orElseThrow().getTitle()).contains("b6d827f4c1 runs after 41.2 s");
        assertThat(good.getOutput().orElseThrow().getSummary().orElseThrow())
                .contains("* `web-1.example.com`, role `web`: `" + Stories.COMMIT + "`");

        Told.in(build).started("deploy", "shop", "", "v2", "web-1").finished(1, "no `space`\nleft", 10);
        ChecksDetails bad = Checks.PUBLISHED.poll(1, TimeUnit.MINUTES);
        assertThat(bad).isNotNull();
        assertThat(bad.getConclusion()).isEqualTo(ChecksConclusion.FAILURE);
        assertThat(bad.getOutput().orElseThrow().getSummary().orElseThrow())
                .isEqualTo("`no 'space'`\n\nNo host was touched.");

        LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC).minusSeconds(1);
        Told.in(build).action().refused("deploy", "the job may not deploy");
        ChecksDetails refused = Checks.PUBLISHED.poll(1, TimeUnit.MINUTES);
        assertThat(refused).isNotNull();
        assertThat(refused.getStartedAt()).isEmpty();
        assertThat(refused.getCompletedAt().orElseThrow()).isAfter(before);
    }

    /** Keeps what is published. */
    @TestExtension("aCheckHasTheResult")
    public static final class Checks extends ChecksPublisherFactory {

        static final BlockingQueue<ChecksDetails> PUBLISHED = new LinkedBlockingQueue<>();

        @Override
        protected Optional<ChecksPublisher> createPublisher(Run<?, ?> run, TaskListener listener) {
            return Optional.of(new ChecksPublisher() {
                @Override
                public void publish(ChecksDetails details) {
                    PUBLISHED.add(details);
                }
            });
        }
    }
}
