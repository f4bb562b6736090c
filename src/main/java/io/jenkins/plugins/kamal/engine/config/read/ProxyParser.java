package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how the proxy serves a role or accessory ({@code configuration/proxy.rb}). */
final class ProxyParser {

    private static final int DEFAULT_APP_PORT = 80;
    private static final List<String> DEFAULT_REQUEST_HEADERS = List.of("Cache-Control", "Last-Modified", "User-Agent");

    private ProxyParser() {}

    /** Reads a proxy section in which root and role are already merged. */
    static Proxy parse(Fields proxy) {
        return new Proxy(
                list(proxy, "hosts", "host"),
                proxy.integer("app_port").orElse(DEFAULT_APP_PORT),
                ssl(proxy),
                proxy.flag("ssl_redirect").orElse(null),
                proxy.flag("forward_headers").orElse(null),
                proxy.wholeText("response_timeout").orElse(null),
                new Proxy.PathRouting(
                        list(proxy, "path_prefixes", "path_prefix"),
                        proxy.flag("strip_path_prefix").orElse(null)),
                healthcheck(proxy.section("healthcheck")),
                buffering(proxy.section("buffering")),
                loggedHeaders(proxy.section("logging")));
    }

    private static Proxy.Healthcheck healthcheck(Fields healthcheck) {
        return new Proxy.Healthcheck(
                healthcheck.wholeText("interval").orElse(null),
                healthcheck.text("path").orElse(null),
                healthcheck.wholeText("timeout").orElse(null));
    }

    private static Proxy.Buffering buffering(Fields buffering) {
        return new Proxy.Buffering(
                buffering.flag("requests").orElse(true),
                buffering.flag("responses").orElse(true),
                buffering.longInteger("max_request_body").orElse(null),
                buffering.longInteger("max_response_body").orElse(null),
                buffering.longInteger("memory").orElse(null));
    }

    private static Proxy.LoggedHeaders loggedHeaders(Fields logging) {
        return new Proxy.LoggedHeaders(
                logging.optionalTexts("request_headers").orElse(DEFAULT_REQUEST_HEADERS),
                logging.texts("response_headers"));
    }

    private static List<String> list(Fields proxy, String listKey, String commaKey) {
        return proxy.optionalTexts(listKey)
                .or(() -> proxy.text(commaKey).map(ProxyParser::split))
                .orElse(List.of());
    }

    private static List<String> split(String commas) {
        return Stream.of(commas.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Proxy.Ssl ssl(Fields proxy) {
        Optional<Fields> certificate = proxy.optionalSection("ssl");
        if (certificate.isPresent()) {
            return custom(certificate.get());
        }
        return proxy.flag("ssl").orElse(false) ? new Proxy.Ssl.Automatic() : new Proxy.Ssl.None();
    }

    private static Proxy.Ssl custom(Fields ssl) {
        Optional<String> certificate = ssl.text("certificate_pem").filter(name -> !name.isBlank());
        Optional<String> privateKey = ssl.text("private_key_pem").filter(name -> !name.isBlank());
        if (certificate.isPresent() && privateKey.isPresent()) {
            return new Proxy.Ssl.Custom(certificate.get(), privateKey.get());
        }
        return new Proxy.Ssl.Automatic();
    }
}
