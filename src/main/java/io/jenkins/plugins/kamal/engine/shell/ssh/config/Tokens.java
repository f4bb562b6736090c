package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import java.util.Map;

/**
 * The tokens that ssh_config(5) allows in a value, such as {@code %h}.
 *
 * @param values the replacement for each character after a percent sign
 */
public record Tokens(Map<Character, String> values) {

    public Tokens {
        values = Map.copyOf(values);
    }

    /**
     * Replaces the tokens in a word of a line.
     *
     * @throws io.jenkins.plugins.kamal.engine.failure.EngineException if a token has no value here
     */
    public String expand(ConfigLine line, String word) {
        StringBuilder expanded = new StringBuilder();
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) != '%') {
                expanded.append(word.charAt(at));
                continue;
            }
            at++;
            char token = at < word.length() ? word.charAt(at) : ' ';
            String value = token == '%' ? "%" : values.get(token);
            if (value == null) {
                throw line.invalid("has %" + token + ", which is not supported here");
            }
            expanded.append(value);
        }
        return expanded.toString();
    }
}
