package io.jenkins.plugins.kamal.engine.lab.bench;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one real server answered to each script of a deploy, for any number of others that are asked the same. A script
 * that nobody has asked before is run on that server. Addresses, times, random words and marks do not tell scripts apart.
 */
final class RememberedAnswers {

    private static final Pattern NONCE = Pattern.compile("printf '\\\\n([0-9a-f]+) %s");
    private static final Pattern VARIES =
            Pattern.compile("127\\.\\d+\\.\\d+\\.\\d+|[0-9a-f]{12,}|\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z|[A-Za-z0-9+/=]{60,}");

    private final EmbeddedServer model;
    private final Map<String, DockerReply> answers = new ConcurrentHashMap<>();
    private final AtomicInteger run = new AtomicInteger();

    RememberedAnswers(EmbeddedServer model) {
        this.model = model;
    }

    DockerReply answerTo(String script) {
        Matcher mark = NONCE.matcher(script);
        String nonce = mark.find() ? mark.group(1) : "no nonce";
        DockerReply known = answers.computeIfAbsent(
                VARIES.matcher(script.replace(nonce, "NONCE")).replaceAll("…"), asked -> ask(script, nonce));
        return new DockerReply(
                known.exitStatus(),
                known.stdout().replace("NONCE", nonce),
                known.stderr().replace("NONCE", nonce));
    }

    private DockerReply ask(String script, String nonce) {
        run.incrementAndGet();
        DockerReply reply = model.run(script);
        return new DockerReply(
                reply.exitStatus(),
                reply.stdout().replace(nonce, "NONCE"),
                reply.stderr().replace(nonce, "NONCE"));
    }

    /** How many scripts the model has run. */
    int runs() {
        return run.get();
    }
}
