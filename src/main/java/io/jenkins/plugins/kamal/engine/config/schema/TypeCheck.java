package io.jenkins.plugins.kamal.engine.config.schema;

import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.Set;

/** Checks the values that are not sections. */
final class TypeCheck {

    private static final Set<String> HOOK_LEVELS = Set.of("quiet", "verbose");

    private final Faults faults;

    TypeCheck(Faults faults) {
        this.faults = faults;
    }

    void check(ValueType type, YamlNode value, KeyLocation place) {
        switch (type) {
            case TEXT -> require(isText(value), type, value, place);
            case STRICT_TEXT -> require(value instanceof ScalarNode s && s.isString(), type, value, place);
            case WHOLE_NUMBER -> require(isWhole(value), type, value, place);
            case SWITCH -> require(isSwitch(value), type, value, place);
            case TEXTS -> texts(value, place, type);
            case TEXT_OR_TEXTS -> textOrTexts(value, place);
            case SSH_CONFIG -> sshConfig(value, place);
            case TEXT_MAP, NAMED_TEXTS -> textMap(value, place, type);
            case OPTION_MAP -> require(value instanceof MapNode, type, value, place);
            case HOSTS -> hosts(value, place);
            case HOST_NAMES -> texts(value, place, type);
            case SSL -> require(isSwitch(value), ValueType.SSL, value, place);
            case HOOKS_OUTPUT -> hooksOutput(value, place);
            case LOGIN -> require(isText(value) || value instanceof ListNode, type, value, place);
            default -> refuse(value, place, type);
        }
    }

    void refuse(YamlNode value, KeyLocation place, ValueType expected) {
        faults.add(
                place.origin(),
                place.key(),
                "is " + value.described() + ", but must be " + article(expected.words()) + "; " + expected.remedy());
    }

    private static String article(String words) {
        boolean counted = words.startsWith("list")
                || words.startsWith("map")
                || words.startsWith("whole")
                || words.startsWith("section");
        return counted ? "a " + words : words;
    }

    private void require(boolean right, ValueType type, YamlNode value, KeyLocation place) {
        if (!right) {
            refuse(value, place, type);
        }
    }

    private static boolean isText(YamlNode value) {
        return value instanceof ScalarNode scalar && scalar.isTextual();
    }

    private static boolean isWhole(YamlNode value) {
        return value instanceof ScalarNode scalar && scalar.integer().isPresent();
    }

    private static boolean isSwitch(YamlNode value) {
        return value instanceof ScalarNode scalar && (scalar.isTrue() || scalar.isFalse());
    }

    private void texts(YamlNode value, KeyLocation place, ValueType type) {
        if (!(value instanceof ListNode list)) {
            refuse(value, place, type);
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            check(
                    ValueType.TEXT,
                    list.items().get(i),
                    place.item(i, list.items().get(i)));
        }
    }

    private void textOrTexts(YamlNode value, KeyLocation place) {
        if (value instanceof ListNode) {
            texts(value, place, ValueType.TEXTS);
        } else {
            require(isText(value), ValueType.TEXT_OR_TEXTS, value, place);
        }
    }

    private void sshConfig(YamlNode value, KeyLocation place) {
        if (value instanceof ListNode) {
            texts(value, place, ValueType.TEXTS);
        } else {
            boolean path = value instanceof ScalarNode scalar && scalar.isString();
            require(path || isSwitch(value), ValueType.SSH_CONFIG, value, place);
        }
    }

    private void textMap(YamlNode value, KeyLocation place, ValueType type) {
        if (!(value instanceof MapNode map)) {
            refuse(value, place, type);
            return;
        }
        map.entries()
                .forEach((key, entry) -> check(ValueType.TEXT, entry.value(), KeyLocation.of(place.key(), key, entry)));
    }

    private void hosts(YamlNode value, KeyLocation place) {
        if (!(value instanceof ListNode list)) {
            refuse(value, place, ValueType.HOSTS);
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            host(list.items().get(i), place.item(i, list.items().get(i)));
        }
    }

    private void host(YamlNode host, KeyLocation place) {
        if (host instanceof MapNode map) {
            taggedHost(map, place);
        } else if (!(host instanceof ScalarNode scalar
                && scalar.kind() == ScalarNode.Kind.STRING
                && !scalar.isBlank())) {
            faults.add(
                    place.origin(),
                    place.key(),
                    "is " + host.described()
                            + ", but must be a host; write a name or an address, in quotes if it looks like a number");
        }
    }

    private void taggedHost(MapNode host, KeyLocation place) {
        if (host.entries().size() != 1) {
            faults.add(
                    place.origin(),
                    place.key(),
                    "must be one host with its tags, but there are "
                            + host.entries().size() + " keys; put `- ` before each host");
            return;
        }
        host.entries()
                .forEach((name, entry) ->
                        check(ValueType.TEXT_OR_TEXTS, entry.value(), KeyLocation.of(place.key(), name, entry)));
    }

    private void hooksOutput(YamlNode value, KeyLocation place) {
        if (value instanceof MapNode map) {
            map.entries().forEach((hook, entry) -> hookLevel(entry.value(), KeyLocation.of(place.key(), hook, entry)));
        } else {
            hookLevel(value, place);
        }
    }

    private void hookLevel(YamlNode value, KeyLocation place) {
        boolean level = value instanceof ScalarNode scalar && scalar.isString() && HOOK_LEVELS.contains(scalar.text());
        require(level, ValueType.HOOKS_OUTPUT, value, place);
    }
}
