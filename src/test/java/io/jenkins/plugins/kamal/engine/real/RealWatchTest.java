package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new version under real requests through the real kamal-proxy, which is watched after the switch. */
class RealWatchTest extends RealTest {

    private static final String[] WATCHED = {"deploy", "--watch", "10", "--watch-min-requests", "10"};

    private String old;
    private RealRequests requests;

    @BeforeEach
    void deployOnce() throws IOException {
        old = app.configure("readiness_delay: 1", "readiness_delay: 0");
        app.succeed("deploy");
        app.hooks();
        requests = new RealRequests(List.of(web1, web2), "/cgi-bin/answer");
    }

    @AfterEach
    void stopTheRequests() {
        if (requests != null) {
            requests.close();
        }
    }

    private static String[] watched(String... more) {
        String[] words = Arrays.copyOf(WATCHED, WATCHED.length + more.length);
        System.arraycopy(more, 0, words, WATCHED.length, more.length);
        return words;
    }

    @Test
    void aGoodVersionIsKeptWithTheFiguresOfItsRequests() {
        String fresh = app.change("2");

        RealApp.Result result = app.succeed(watched());

        assertThat(result.out())
                .containsPattern(
                        "\\[" + web1.address() + "] Watched for 1\\d s: \\d+ requests, 0\\.0 % errors, p95 \\d+ ms")
                .containsPattern(
                        "\\[" + web2.address() + "] Watched for 1\\d s: \\d+ requests, 0\\.0 % errors, p95 \\d+ ms");
        assertThat(RealRequests.served(web1)).isEqualTo(fresh);
        assertThat(requests.failures()).isEmpty();
    }

    @Test
    void aVersionThatAnswersAFifthWith500IsReplacedByTheOldOne() throws IOException {
        app.configure("  clear:\n", "  clear:\n    APP_FAILING: 1\n");

        RealApp.Result result = app.kamal(watched("--on-failure", "rollback"));

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .contains("was not good in the ")
                .containsPattern("\\d+ of \\d+ requests \\([\\d.]+ %\\) were answered with a status of 500 or more")
                .contains(old + " serves again");
        for (Server web : List.of(web1, web2)) {
            assertThat(RealRequests.served(web)).isEqualTo(old);
        }
        assertThat(requests.failures()).isNotEmpty().allMatch(failure -> failure.contains("HTTP/1.1 500 "));
        assertThat(app.hooks()).doesNotContain("post-deploy");
    }

    @Test
    void aVersionThatCrashesDuringTheWatchFails() {
        app.configure("  clear:\n", "  clear:\n    APP_CRASH_AFTER: 5\n");

        RealApp.Result result = app.kamal(watched("--on-failure", "rollback"));

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .containsPattern(Pattern.quote("  " + web1.address()) + ": \\d+ restarts? of (a )?new containers?\n  "
                        + Pattern.quote(web2.address()) + ": \\d+ restarts? of (a )?new containers?\n")
                .contains(old + " serves again");
        assertThat(RealRequests.served(web1)).isEqualTo(old);
    }

    @Test
    void withoutRequestsThatIsSaid() {
        requests.close();
        app.change("2");

        RealApp.Result result = app.succeed("deploy", "--watch", "2");

        assertThat(result.out()).contains("no requests seen");
    }
}
