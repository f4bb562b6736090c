package io.jenkins.plugins.kamal.engine.lab.demo;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServersCommand;
import io.jenkins.plugins.kamal.engine.lab.real.RealServersFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real servers for the demo: a lab of its own, started by {@code src/test/lab/servers}. */
final class DemoRealServers extends DemoServers {

    private static final int WEB_SERVERS = 2;
    private static final int SERVERS = WEB_SERVERS + 1;
    /** Where the sample application's kamal-proxy knows it by this name. */
    private static final String HOST = "app.lab";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private DemoRealServers(RealServersFile facts) {
        super(facts);
    }

    /** What this machine lacks for real servers, if anything. */
    static Optional<String> lacking() {
        String lacking = Stream.of("servers", "images")
                .map(name ->
                        RealServersCommand.of(List.of(script(name), "check")).run())
                .filter(result -> result.exitStatus() != 0)
                .map(RealServersCommand.Result::text)
                .collect(Collectors.joining("; "));
        return Optional.of(lacking).filter(text -> !text.isEmpty());
    }

    static DemoRealServers start(Path directory) throws IOException, InterruptedException {
        Demo.say("Starting them; the first time on a machine kamal-proxy is compiled, which takes some minutes …");
        run(script("servers"), "up", directory.toString(), Integer.toString(SERVERS));
        run(script("images"), directory.toString());
        return new DemoRealServers(RealServersFile.read(directory));
    }

    @Override
    public Map<String, String> deployerEnvironment() {
        return Map.of("DOCKER_HOST", facts().agent());
    }

    /** Asks the application for its version, through kamal-proxy. */
    @Override
    List<Seen> look() {
        return facts().servers().stream()
                .limit(WEB_SERVERS)
                .map(server -> new Seen(
                        "curl -H 'Host: %s' http://%s/version".formatted(HOST, server.address()),
                        version("http://" + server.address() + "/version")))
                .toList();
    }

    private static String version(String address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .header("Host", HOST)
                    .timeout(PATIENCE)
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("version="))
                    .map(line -> line.substring("version=".length()))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String script(String name) {
        return RealServers.SCRIPTS.resolve(name).toString();
    }

    /** Lets people see what it says meanwhile, but not the facts that it prints. */
    private static void run(String... argv) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(argv));
        int status = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("Exit status " + status + " of " + command);
        }
    }
}
