package io.jenkins.plugins.kamal.engine.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostTrafficTest {

    private static final String NEW = "0123456789ab";
    private static final String OLD = "fedcba987654";

    private final HostTraffic traffic = new HostTraffic(Set.of("myapp-web"), Set.of(NEW + ":"));

    /** A line as kamal-proxy 0.9 writes it. */
    private static String line(String service, String target, int status, long nanos) {
        return "{\"time\":\"2026-11-29T01:20:00Z\",\"level\":\"INFO\",\"msg\":\"Request\",\"host\":\"app.lab\",\"port\":80,"
                + "\"path\":\"/\",\"request_id\":\"1\",\"status\":" + status + ",\"service\":\"" + service
                + "\",\"target\":\"" + target + "\",\"duration\":" + nanos
                + ",\"method\":\"GET\",\"req_content_length\":0,\"user_agent\":\"curl\",\"query\":\"\"}";
    }

    private void see(String target, int status, long millis) {
        traffic.accept(line("myapp-web", target + ":80", status, millis * 1_000_000));
    }

    @Test
    void requestsAtNewContainersAreApartFromThoseBefore() {
        see(OLD, 200, 5);
        see(OLD, 500, 5);
        see(NEW, 200, 5);
        see(NEW, 503, 5);
        see(NEW, 404, 5);

        assertThat(traffic.before().requests()).isEqualTo(2);
        assertThat(traffic.before().errors()).isEqualTo(1);
        assertThat(traffic.now().requests()).isEqualTo(3);
        assertThat(traffic.now().errors()).isEqualTo(1);
        assertThat(traffic.now().errorRate()).isBetween(33.3, 33.4);
    }

    @Test
    void requestsOfOtherServicesDoNotCount() {
        traffic.accept(line("other-web", NEW + ":80", 500, 1));
        traffic.accept(line("myapp-web-staging", NEW + ":80", 500, 1));

        assertThat(traffic.now().requests()).isZero();
        assertThat(traffic.now().text()).isEqualTo("no requests seen");
    }

    @Test
    void theNinetyFifthPercentileIsCloseToTheTruth() {
        for (int millis = 1; millis <= 1000; millis++) {
            see(NEW, 200, millis);
        }

        assertThat(traffic.now().p95())
                .isBetween(Duration.ofMillis(950), Duration.ofMillis(1000))
                .isNotEqualTo(Duration.ofMillis(1000));
    }

    @Test
    void aWebSocketCountsAsARequestThatTakesNoTime() {
        see(NEW, 200, 10);
        see(NEW, 101, 3_600_000);

        assertThat(traffic.now().requests()).isEqualTo(2);
        assertThat(traffic.now().p95()).isLessThan(Duration.ofMillis(11));
    }

    @Test
    void whateverElseTheProxyPrintsIsIgnored() {
        String request = line("myapp-web", NEW + ":80", 200, 1);
        traffic.accept("");
        traffic.accept("panic: runtime error");
        traffic.accept("{\"service\":\"myapp-web\"");
        traffic.accept("{".repeat(60_000) + "myapp-web");
        traffic.accept(request.substring(0, request.length() - 5));
        traffic.accept(request.replace("\"status\":200", "\"status\":\"500\""));
        traffic.accept(request.replace("\"status\":200", "\"status\":99999999999999999999"));
        traffic.accept(request.replace("\"duration\":1", "\"duration\":-1"));
        traffic.accept(request.replace("\"duration\":1", "\"duration\":1e400"));
        traffic.accept(request.replace(NEW + ":80", ""));
        traffic.accept("{\"level\":\"INFO\",\"msg\":\"Deployed\",\"service\":\"myapp-web\"}");

        assertThat(traffic.now().requests()).isZero();
        assertThat(traffic.before().requests()).isZero();
        assertThat(traffic.lastUnreadable(new Redactor())).hasValue("panic: runtime error");
    }

    /** The name in a visitor's request must not count as the service. */
    @Test
    void aVisitorCannotSpeakForTheService() {
        traffic.accept(line("other-web", NEW + ":80", 200, 1)
                .replace("\"path\":\"/\"", "\"path\":\"/\\\",\\\"service\\\":\\\"myapp-web\\\",\\\"status\\\":500\""));

        assertThat(traffic.now().requests()).isZero();
    }

    @Test
    void theLongestDurationFits() {
        traffic.accept(line("myapp-web", NEW + ":80", 200, Long.MAX_VALUE));

        assertThat(traffic.now().p95()).isGreaterThan(Duration.ofDays(1));
    }
}
