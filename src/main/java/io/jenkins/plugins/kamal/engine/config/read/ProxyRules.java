package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.List;
import java.util.regex.Pattern;

/** Checks that the keys of a proxy fit together ({@code validator/proxy.rb}). */
public final class ProxyRules {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[\\w.-]+)?]?");
    private static final String CERTIFICATE = "certificate_pem";
    private static final String PRIVATE_KEY = "private_key_pem";

    private ProxyRules() {}

    public static void check(Fields proxy) {
        boolean automatic = proxy.node("ssl").filter(ProxyRules::isOn).isPresent();
        if (automatic && !proxy.isPresent("host") && !proxy.isPresent("hosts")) {
            proxy.fault(
                    "ssl",
                    "a certificate of Let's Encrypt needs to know for which host; set `host` or `hosts` beside it");
        }
        if (proxy.has("host") && proxy.has("hosts")) {
            proxy.fault("hosts", "there is `host` too; keep one of the two");
        }
        proxy.optionalSection("ssl").ifPresent(ProxyRules::checkCertificate);
        proxy.optionalSection("run").ifPresent(ProxyRules::checkRun);
    }

    /**
     * Whether kamal-proxy gets its certificate from Let's Encrypt. A custom certificate is served for any name; if both
     * of its parts are missing, kamal-proxy asks Let's Encrypt.
     */
    private static boolean isOn(YamlNode ssl) {
        return ssl instanceof ScalarNode scalar && scalar.isTrue()
                || ssl instanceof MapNode own
                        && own.get(CERTIFICATE).isEmpty()
                        && own.get(PRIVATE_KEY).isEmpty();
    }

    private static void checkCertificate(Fields ssl) {
        for (String key : List.of(CERTIFICATE, PRIVATE_KEY)) {
            String other = key.equals(CERTIFICATE) ? PRIVATE_KEY : CERTIFICATE;
            if (ssl.isPresent(key) && !ssl.isPresent(other)) {
                ssl.fault(key, "a certificate needs its private key and the other way round; set `" + other + "` too");
            }
        }
    }

    private static void checkRun(Fields run) {
        if (run.flag("publish").filter(publish -> !publish).isPresent()) {
            for (String key : List.of("bind_ips", "http_port", "https_port")) {
                if (run.isPresent(key)) {
                    run.fault(key, "has no effect while `publish` is false; remove one of the two");
                }
            }
        }
        for (String ip : run.texts("bind_ips")) {
            if (!isAddress(ip)) {
                run.fault(
                        "bind_ips", "`" + ip + "` is not an IP address; write addresses of the host such as 10.0.0.1");
            }
        }
    }

    private static boolean isAddress(String ip) {
        return IPV4.matcher(ip).matches() || IPV6_CHARACTERS.matcher(ip).matches();
    }
}
