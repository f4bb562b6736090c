package io.jenkins.plugins.kamal.engine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {

    @ParameterizedTest
    @CsvSource({
        "web,,web,",
        "web1.example.com,,web1.example.com,",
        "web1.example.com.,,web1.example.com.,",
        "my_host-1,,my_host-1,",
        "bücher.example,,bücher.example,",
        "10.0.0.1,,10.0.0.1,",
        "10.0.0.1:3,,10.0.0.1,3",
        "web:65535,,web,65535",
        "app@web,app,web,",
        "app@web:2222,app,web,2222",
        "2001:db8::1,,2001:db8::1,",
        "::1,,::1,",
        "[::1],,::1,",
        "[2001:db8::1]:2222,,2001:db8::1,2222",
        "app@[2001:db8::1]:2222,app,2001:db8::1,2222",
        "app@2001:db8::1,app,2001:db8::1,",
        "fe80::1%eth0,,fe80::1%eth0,",
        "[fe80::1%eth0]:22,,fe80::1%eth0,22",
        "::ffff:10.0.0.1,,::ffff:10.0.0.1,",
    })
    void hasUserAddressAndPort(String text, String user, String address, Integer port) {
        Host host = Host.parse(text);
        assertThat(host.user().orElse(null)).isEqualTo(user);
        assertThat(host.address()).isEqualTo(address);
        assertThat(host.port().isPresent() ? host.port().getAsInt() : null).isEqualTo(port);
        assertThat(host).hasToString(text).isEqualTo(Host.parse(text)).hasSameHashCodeAs(Host.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';it is empty",
                "' ';it is empty",
                "web 1;character 4 is white space (U+0020)",
                "'web ';character 4 is white space (U+0020)",
                "'web\u00a01';character 4 is white space (U+00A0)",
                "https://web;it is a URL",
                "web1,web2;it has a comma",
                "10.0.0.1:99999;`99999` is not a port",
                "web:0;`0` is not a port",
                "web:;`` is not a port",
                "web:ssh;`ssh` is not a port",
                "[::1]:70000;`70000` is not a port",
                "@web;there is no user",
                "app@;a name has",
                "a@b@c;a name has",
                "[::1;write [user@]host[:port]",
                "[::1]22;write [user@]host[:port]",
                "[web];is not an IPv6 address",
                "1:2:3;is not an IPv6 address",
                "web:1:2;is not an IPv6 address",
                "fe80::1%;is not an IPv6 address",
                "10.0.0.256;an IPv4 address has four numbers",
                "10.0.0;an IPv4 address has four numbers",
                "10.0.0.1/24;a name has",
                "-oProxyCommand=x;a name has",
                "web..example.com;a name has",
                "web*;a name has",
            })
    void refusesWhatIsNoHost(String text, String reason) {
        assertThatThrownBy(() -> Host.parse(text))
                .isInstanceOf(InvalidHostException.class)
                .hasMessageContaining("`" + text + "` is not a host")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "web:22", "app@web"})
    void hostsThatAreWrittenDifferentlyDiffer(String text) {
        assertThat(Host.parse(text)).isNotEqualTo(Host.parse(Host.parse(text).address()));
    }

    @Test
    void aNameIsNotTooLong() {
        String name = "a".repeat(254);
        assertThatThrownBy(() -> Host.parse(name)).hasMessageContaining("is not a host");
    }
}
