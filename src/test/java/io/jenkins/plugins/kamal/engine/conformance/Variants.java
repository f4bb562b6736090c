package io.jenkins.plugins.kamal.engine.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The configurations of the recordings: the sample app's, and what each of the others says differently. */
final class Variants {

    private static final String SAMPLE = "/io/jenkins/plugins/kamal/engine/config/load/";
    private static final String NO_DELAY = "readiness_delay: 0\n";
    private static final String WEB_HOSTS = "      - 10.99.0.11\n      - 10.99.0.12\n";
    private static final String GREETING = "    GREETING: \"hello world\"\n";
    private static final String DRIVER = "  driver: docker\n";
    private static final String PROXY = "  host: app.lab\n  app_port: 80\n";

    private static final Map<String, UnaryOperator<String>> ALL = new LinkedHashMap<>();

    static {
        add("deploy", text -> text);
        add("fast", text -> text);
        add("ctx", text -> text.replace(DRIVER, DRIVER + "  context: .\n"));
        add("assets", text -> text + "asset_path: /assets\nerror_pages_path: public\n");
        add("failup", text -> text.replace(GREETING, GREETING + "    FAIL_UP: \"1\"\n") + "deploy_timeout: 5\n");
        add(
                "failjob",
                text -> text.replace(
                                "    cmd: /app job\n",
                                "    cmd: /app job\n    env:\n      clear:\n        FAIL_JOB: \"1\"\n")
                        + "deploy_timeout: 5\n");
        add("hooksout", text -> text + "hooks_output:\n  pre-deploy: verbose\n  post-deploy: quiet\n");
        add("badbuild", text -> text.replace(DRIVER, DRIVER + "  dockerfile: Dockerfile.bad\n"));
        add("missingdf", text -> text.replace(DRIVER, DRIVER + "  dockerfile: Nope\n"));
        add("multirole", text -> text.replace("      - 10.99.0.13\n", WEB_HOSTS));
        add("unreach", text -> text.replace("      - 10.99.0.12\n", "      - 10.99.0.77\n"));
        add("refused", text -> text.replace("      - 10.99.0.12\n", "      - 10.99.0.1\n"));
        add("nodock", text -> text.replace("      - 10.99.0.12\n", "      - 10.99.0.90\n"));
        add(
                "badkey",
                text -> text.replace(
                        "  user: root\n", "  user: root\n  keys: [config/other_key]\n  keys_only: true\n"));
        add(
                "localreg",
                text -> text.replaceFirst("(?s)registry:.*?builder:", "registry:\n  server: localhost:5555\nbuilder:"));
        addBad();
    }

    private Variants() {}

    private static void addBad() {
        add("bad1", text -> text.replaceFirst("service: myapp\n", ""));
        add("bad2", text -> text.replaceFirst("image: lab/myapp\n", ""));
        add("bad4", text -> text + "bogus_key: 1\n");
        add("bad5", text -> text.replace("    hosts:\n" + WEB_HOSTS, "    hosts: []\n"));
        add("bad6", text -> text.replaceFirst("service: myapp\n", "service: my app!\n"));
        add("bad8", text -> text.replace(PROXY, "  app_port: 80\n  ssl: true\n"));
        add("bad9", text -> text.replace(PROXY, PROXY + "  ssl: true\n"));
        add("bad10", text -> text + "retain_containers: 0\n");
        add("bad12", text -> text + "minimum_version: \"99.0\"\n");
        add("bad13", text -> text + "require_destination: true\n");
        add("bad15", text -> text.replace("    host: 10.99.0.14\n", ""));
        add("bad16", text -> text.replace("    image: 10.99.0.1:5555/lab/db:1\n", ""));
        add("bad17", text -> text.replace(PROXY, PROXY + "  healthcheck:\n    interval: abc\n"));
        add("bad19", text -> text + "hooks_path: 5\n");
        add("bad21", text -> text + "boot:\n  limit: 50%\n");
    }

    private static void add(String name, UnaryOperator<String> change) {
        ALL.put(name, change);
    }

    /** A configuration; nobody waits for readiness, which is no part of any command. */
    static String of(String name) {
        String sample = resource("deploy.yml");
        String text = ALL.get(name).apply(sample);
        if (text.equals(sample) && !name.equals("deploy") && !name.equals("fast")) {
            throw new IllegalStateException("the variant " + name + " is no other than the sample");
        }
        return LocalRegistryPort.in(text) + NO_DELAY;
    }

    /** The sample app's destination. */
    static String staging() {
        return resource("deploy.staging.yml").replace("readiness_delay: 1", "readiness_delay: 0");
    }

    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    private static String resource(String name) {
        try (InputStream in = Variants.class.getResourceAsStream(SAMPLE + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
