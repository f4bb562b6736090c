package io.jenkins.plugins.kamal.engine.ruby.erb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.kamal.engine.secrets.dotenv.ShellSubstitution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected texts are what Ruby 3.1 with dotenv 3.2.0 made of the same templates. */
class RubyExpressionsTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", System.getenv("PATH"), "HOME", "/root", "X", "x val", "E", "", "N", "12", "HOSTS", "a,b,c");

    @TempDir
    private Path directory;

    private Path project;

    @BeforeEach
    void files() throws IOException {
        project = Files.createDirectories(directory.resolve("e/proj"));
        Files.writeString(project.resolve(".env"), "A=env\nB=\"two words\"\nHOME=no\n");
        Files.writeString(project.resolve(".ruby-version"), "3.3.1\n");
        Files.writeString(project.resolve("hosts"), "a\nb\n");
    }

    @ParameterizedTest
    @MethodSource
    void asRuby(String template, String expected) {
        ErbRenderer renderer = new ErbRenderer(
                project,
                ENVIRONMENT,
                new ShellSubstitution(project),
                (text, environment) -> Optional.empty(),
                text -> text);
        assertThat(renderer.render(template, "config/deploy.yml", "staging").text())
                .isEqualTo(expected);
    }

    static Stream<Arguments> asRuby() {
        return Stream.of(
                        environmentAndFiles(),
                        statementsAndStrings(),
                        valuesAndOperators(),
                        methods(),
                        more(),
                        dataRescueAndFormats())
                .flatMap(group -> group);
    }

    private static Stream<Arguments> environmentAndFiles() {
        return Stream.of(
                arguments("a: <%= ENV[\"X\"] %>", "a: x val"),
                arguments("a: <%= ENV['X'] %>|<%= ENV[\"NOPE\"] %>|", "a: x val||"),
                arguments("<%= ENV.fetch(\"X\") %>", "x val"),
                arguments("<%= ENV.fetch(\"NOPE\", \"d\") %>", "d"),
                arguments("<%= ENV.fetch(\"NOPE\") { \"b\" } %>", "b"),
                arguments("<%= ENV.fetch(\"NOPE\") { |k| k + \"!\" } %>", "NOPE!"),
                arguments("<%= ENV.fetch(\"NOPE\", ENV.fetch(\"NOPE2\", \"deep\")) %>", "deep"),
                arguments("<%= ENV.fetch(\"NOPE\") { ENV[\"X\"] } %>", "x val"),
                arguments("<%= ENV[\"NOPE\"] || \"dflt\" %>", "dflt"),
                arguments("<%= ENV[\"NOPE\"] or \"dflt\" %>", "dflt"),
                arguments("<%= ENV[\"X\"] ? \"yes\" : \"no\" %>", "yes"),
                arguments("<%= ENV[\"NOPE\"].nil? ? \"nil\" : 'set' %>", "nil"),
                arguments("<%= !ENV[\"X\"].to_s.empty? && true %>", "true"),
                arguments(
                        "<%= ENV.fetch('KAMAL_IMAGE', \"#{ENV['GITHUB_REPOSITORY_OWNER'] || 'dev'}/pulse\") %>",
                        "dev/pulse"),
                arguments(
                        "<% require \"dotenv\"; Dotenv.load(\".env\") %>a: <%= ENV[\"A\"] %> <%= ENV[\"B\"] %> <%= ENV[\"HOME\"] %>",
                        "a: env two words /root"),
                arguments("<% require 'dotenv'\nDotenv.load '.env', \".nope\" -%>\na: <%= ENV[\"A\"] %>", "a: env"),
                arguments("<%- require \"dotenv\"; Dotenv.overload -%>\n<%= ENV[\"HOME\"] %>", "no"),
                arguments("<% require \"dotenv/load\" %><%= ENV[\"A\"] %>", "env"),
                arguments("<%= File.read(\".ruby-version\").strip %>", "3.3.1"),
                arguments("<%= File.read(File.join(__dir__, \".ruby-version\")).chomp %>", "3.3.1"),
                arguments("<%= File.join(File.expand_path(\"..\", __dir__), \"x\").end_with?(\"/e/x\") %>", "true"),
                arguments(
                        "<%= File.exist?(\"hosts\") ? File.readlines(\"hosts\", chomp: true).inspect : \"none\" %>",
                        "[\"a\", \"b\"]"),
                arguments("<%= File.exist?(\"nope\") %>", "false"),
                arguments("<%= File.basename(\"a/b.yml\", \".yml\") %>", "b"),
                arguments("<%= File.dirname(\"a/b/c\") %>", "a/b"),
                arguments("<%= File.basename(\"/a/\") %>", "a"),
                arguments(
                        "<% if ENV[\"KAMAL_DESTINATION\"] == \"staging\" %>\nservice: staging\n<% elsif ENV[\"X\"] %>\nx\n<% else %>\nservice: prod\n<% end %>",
                        "\nservice: staging\n"),
                arguments(
                        "<% if ENV[\"KAMAL_DESTINATION\"] == \"production\" -%>\na\n<% elsif ENV[\"E\"].empty? -%>\nb\n<% else -%>\nc\n<% end -%>\nz",
                        "b\nz"),
                arguments("<% unless ENV[\"X\"] %>no<% else %>yes<% end %>", "yes"),
                arguments(
                        "<% hosts = ENV[\"HOSTS\"].split(\",\") %>\n<% hosts.each do |host| %>\n  - <%= host.strip.upcase %>\n<% end %>",
                        "\n\n  - A\n\n  - B\n\n  - C\n"),
                arguments(
                        "<% ENV[\"HOSTS\"].split(\",\").each_with_index do |h, i| -%>\n  - <%= \"#{h}#{i + 1}\" %>\n<% end -%>",
                        "  - a1\n  - b2\n  - c3\n"),
                arguments("<%= %w[a b].map { |x| \"- #{x}\" }.join(\"\\n\") %>", "- a\n- b"),
                arguments("<%= %w(a b).map(&:upcase).inspect %>", "[\"A\", \"B\"]"),
                arguments("<%= [1, 2, nil].compact.to_s %>", "[1, 2]"),
                arguments("<%= [\"a\", 1].to_json %>", "[\"a\",1]"),
                arguments(
                        "<%= `echo hi`.strip %>|<%= %x(echo ho) %>|<%= `echo \"#{ENV[\"X\"]}\"`.chomp %>",
                        "hi|ho\n|x val"),
                arguments("<%= `cat .ruby-version | head -1`.strip.gsub(\".\", \"-\").sub(\"3\", \"4\") %>", "4-3-1"),
                arguments("<%# a comment %>x<%#= no %>\n# <%= \"in a yaml comment\" %>", "x\n# in a yaml comment"),
                arguments("a <%% b %> <%= \"q\" -%>\nnext\n  <%- x = 1 -%>\n y <%= x %>", "a <% b %> qnext\n y 1"),
                arguments("<%= \"a\" \"b\" 'c' %>", "abc"));
    }

    private static Stream<Arguments> statementsAndStrings() {
        return Stream.of(
                arguments("<%= 'it''s' %>", "its"),
                arguments("<%= 'a\\'b\\\\n\\n' %>", "a'b\\n\\n"),
                arguments("<%= \"t\\tn\\u00e9\\s#{1 + 2}\\\"\" %>", "t\tné 3\""),
                arguments("<%= nil.inspect %>", "nil"),
                arguments("<%= \"a\\nb\\\"#{1}\\#{\".inspect %>", "\"a\\nb\\\"1\\#{\""),
                arguments("<%= :sym %>", "sym"),
                arguments("<%= :sym.inspect %>", ":sym"),
                arguments("<%= {a: 1, \"b\" => nil}.inspect %>", "{:a=>1, \"b\"=>nil}"),
                arguments(
                        "<% x = nil %><% x ||= \"d\" %><%= x %><% x += \"e\" %><%= x %> <% ENV[\"NEW\"] ||= \"n\" %><%= ENV[\"NEW\"] %>",
                        "dde n"),
                arguments("<%= 1 + 2 * 3 - 4 / 2 %>", "5"),
                arguments("<%= -7 / 2 %>", "-4"),
                arguments("<%= 7 % 3 %>", "1"),
                arguments("<%= 2 > 1 %>", "true"),
                arguments("<%= 1 == 1.0 %>", "true"),
                arguments("<%= (1 + 2) * 3 %>", "9"),
                arguments("<%= ENV[\"N\"].to_i + 1 %>", "13"),
                arguments("<%= ENV[\"N\"].to_i > 10 ? \"big\" : \"small\" %>", "big"),
                arguments("<%= \"abc\".to_i %>", "0"),
                arguments("<%= \"  12ab\".to_i %>", "12"),
                arguments("<%= \"abcdef\"[0..2] %>", "abc"),
                arguments("<%= \"abcdef\"[0, 2] %>", "ab"),
                arguments("<%= \"abc\"[-1] %>", "c"),
                arguments("<%= \"abc\"[5] %>", ""),
                arguments("<%= \"abc\"[1..] %>", "bc"),
                arguments("<%= \"abc\"[0...-1] %>", "ab"),
                arguments("<%= \"abc\"[3..].inspect %>", "\"\""),
                arguments("<%= \"abc\"[4..].inspect %>", "nil"),
                arguments("<%= [1,2,3][0] %>", "1"),
                arguments("<%= [1,2,3][-1] %>", "3"),
                arguments("<%= [1,2,3][1..].inspect %>", "[2, 3]"),
                arguments("<%= [1,2,3].first(2).inspect %>", "[1, 2]"),
                arguments("<%= [3,1].sort.inspect %>", "[1, 3]"),
                arguments("<%= [1,[2,[3]]].flatten.inspect %>", "[1, 2, 3]"),
                arguments(
                        "<%= {\"a\" => 1}[\"a\"] %> <% h = {a: {b: 2}} %><%= h[:a][:b] %> <%= h.dig(:a, :b) %> <%= h.fetch(:z, \"none\") %> <% h.each do |k, v| %><%= k %>=<%= v %><% end %>",
                        "1 2 2 none a={:b=>2}"),
                arguments(
                        "<%= case ENV[\"KAMAL_DESTINATION\"] when \"production\", \"prod\" then \"p\" when \"staging\" then \"s\" else \"x\" end %>",
                        "s"),
                arguments(
                        "<% case ENV[\"N\"]\n   when \"12\" %>twelve<% when \"13\" %>13<% else %>else<% end %>",
                        "twelve"),
                arguments("<%= \"x\" if ENV[\"NOPE\"] %>|<%= \"y\" unless ENV[\"NOPE\"] %>", "|y"),
                arguments(
                        "<%= ENV[\"X\"]&.upcase %> <%= ENV[\"NOPE\"]&.upcase.inspect %> <%= ENV[\"NOPE\"].to_s.upcase %>|",
                        "X VAL nil |"),
                arguments("<%= ENV[\"E\"].present? %>", "false"),
                arguments("<%= ENV[\"E\"].blank? %>", "true"));
    }

    private static Stream<Arguments> valuesAndOperators() {
        return Stream.of(
                arguments("<%= ENV[\"E\"].presence || \"p\" %>", "p"),
                arguments("<%= ENV[\"X\"].presence %>", "x val"),
                arguments("<%= ENV.key?(\"X\") %>", "true"),
                arguments("<%= ENV.has_key?(\"NOPE\") %>", "false"),
                arguments("<%= ENV.include?(\"X\") && !ENV.key?(\"Y\") %>", "true"),
                arguments("<%= \"a-b_c\".gsub(/[-_]/, \".\") %>", "a.b.c"),
                arguments("<%= \"v1.2.3\".gsub(/[^0-9.]/, \"\") %>", "1.2.3"),
                arguments("<%= \"john smith\".gsub(/(\\w+) (\\w+)/, '\\2 \\1') %>", "smith john"),
                arguments("<%= \"abc\".gsub(\"b\") { |m| m.upcase } %>", "aBc"),
                arguments("<%= \"a1\".tr(\"a-z\", \"A-Z\") %>", "A1"),
                arguments("<%= \"abc\" =~ /c/ %>", "2"),
                arguments("<%= \"Feature/ABC-1\".downcase.gsub(/[^a-z0-9]+/, \"-\") %>", "feature-abc-1"),
                arguments("<%= \"abc\".match?(/B/i) %>", "true"),
                arguments("<%= \"a,b;c\".split(/[,;]/).inspect %>", "[\"a\", \"b\", \"c\"]"),
                arguments("<%= \"a b  c \".split.inspect %>", "[\"a\", \"b\", \"c\"]"),
                arguments("<%= \",a,,\".split(\",\").inspect %>", "[\"\", \"a\"]"),
                arguments("<%= \"a,b,c\".split(\",\", 2).inspect %>", "[\"a\", \"b,c\"]"),
                arguments("<%= \"abc\".split(\"\").inspect %>", "[\"a\", \"b\", \"c\"]"),
                arguments("<%= \"abc\".start_with?(\"a\", \"x\") %>", "true"),
                arguments("<%= \"a.yml\".delete_suffix(\".yml\") %>", "a"),
                arguments("<%= \"refs/heads/x\".delete_prefix(\"refs/heads/\") %>", "x"),
                arguments("<%= \"ab\" * 2 %>", "abab"),
                arguments("<%= \"abc\".include?(\"b\") %>", "true"),
                arguments("<%= \"abc\".reverse %>", "cba"),
                arguments("<%= \"hello world\".capitalize %>", "Hello world"),
                arguments("<%= \"é\".length %>", "1"),
                arguments(
                        "<%= (1..3).map { |i| \"web#{i}\" }.join(\",\") %> <%= (1...3).to_a.inspect %> <% 2.times do |i| %><%= i %><% end %>",
                        "web1,web2,web3 [1, 2] 01"),
                arguments("<% [1,2].each { |i| %>i<%= i %> <% } %>", "i1 i2 "),
                arguments("<% x = 1; y = x + 1 %><%= x; y %>", "2"),
                arguments("<% a = if ENV[\"X\"] then \"t\" else \"f\" end %><%= a %>", "t"),
                arguments(
                        "<%=\n  [\n    \"a\",\n    \"b\",\n  ].join(\n    \",\"\n  )\n%> <%= [\"x\"]\n  .map { |v| v * 2 }\n  .first %>",
                        "a,b xx"),
                arguments("<%= \"a\" == 'a' && \"b\" != \"c\" ? \"ok\" : \"no\" %>", "ok"),
                arguments("<%= not(false) %>", "true"),
                arguments("<%= true and false %>", "false"),
                arguments("<%= [1,2,3].include?(2) %>", "true"),
                arguments("<%= [1,2,3].select { |x| x > 1 }.inspect %>", "[2, 3]"),
                arguments("<%= [].empty? %>", "true"),
                arguments("<%= %i[a b].inspect %>", "[:a, :b]"),
                arguments("<%= [1,2].any? { |x| x == 2 } %>", "true"),
                arguments("<%= ([1] + [2] - [1]).inspect %>", "[2]"));
    }

    private static Stream<Arguments> methods() {
        return Stream.of(
                arguments("<%= %q(single 'q') %>", "single 'q'"),
                arguments("<%= %Q(dbl #{1}) %>", "dbl 1"),
                arguments("<%= %(par (nested) #{2}) %>", "par (nested) 2"),
                arguments(
                        "<%= \"http://#{ENV[\"X\"].split(\" \").first}:#{ENV.fetch(\"PORT\", 3000)}/\" %>",
                        "http://x:3000/"),
                arguments("<%= __dir__ %>", "."),
                arguments("<%= File.expand_path(\"config\", __dir__).end_with?(\"proj/config\") %>", "true"),
                arguments("<%= File.expand_path(\"~/x\") %>", "/root/x"),
                arguments("<%= File.expand_path(\"../a\", \"/b/c\") %>", "/b/a"),
                arguments("<%= ENV.fetch \"X\" %>", "x val"),
                arguments("<%= ENV.fetch \"NOPE\", \"q\" %>", "q"),
                arguments("<%= ENV[\"X\"].to_json %>", "\"x val\""),
                arguments("<%= nil.to_json %>", "null"),
                arguments("<%= {a: \"b\"}.to_json %>", "{\"a\":\"b\"}"),
                arguments("<%= \"é/<\\u0001\".to_json %>", "\"é/<\\u0001\""),
                arguments("<%=ENV[\"X\"]%><%=\"a\"-%>\nb", "x valab"),
                arguments("a\n  <% if true %>\n  b\n  <% end %>", "a\n  \n  b\n  "),
                arguments("\t <%- if true -%>\nb\n\t <%- end -%>\nc", "b\nc"),
                arguments("x <% unterminated", "x  unterminated"),
                arguments("<%= \"%%>\" %> %%> <%% <%= 'a%%>b' %>", "%> %%> <% a%>b"),
                arguments("<%= ENV[\"X\"].length > 3 ? ENV[\"X\"][0..3] : \"short\" %>", "x va"),
                arguments("<%= \"x: #{\"nested #{\"deep\"}\"}\" %>", "x: nested deep"),
                arguments("<%= {\"a\"=>1}.map { |k, v| \"#{k}:#{v}\" }.join %>", "a:1"),
                arguments("<%= {a: 1}.keys.inspect %>", "[:a]"),
                arguments("<%= {a: 1}.merge({b: 2}).inspect %>", "{:a=>1, :b=>2}"),
                arguments(
                        "<%= ENV[\"HOSTS\"].split(\",\").map(&:strip).reject(&:empty?).map { |h| \"'#{h}'\" }.join(\", \") %>",
                        "'a', 'b', 'c'"),
                arguments("<%= (ENV[\"NOPE\"] || ENV[\"X\"]).gsub(\" \", \"_\") %>", "x_val"),
                arguments(
                        "<% a = %w[x y]\n   a << \"z\" %><%= a.inspect %> <%= a.last %> <%= a.size %>",
                        "[\"x\", \"y\", \"z\"] z 3"),
                arguments("<%= [[\"a\", 1], [\"b\", 2]].map { |n, i| \"#{n}#{i}\" }.join(\"-\") %>", "a1-b2"),
                arguments("<%= [1, [2]].to_s %>", "[1, [2]]"),
                arguments("<%= [nil, \"a\"].join(\"-\") %>", "-a"),
                arguments("<% h = 5 %><% [1].each { |h| } %><%= h %> <% [1].each { |q| h = q } %><%= h %>", "5 1"),
                arguments(
                        "<%= ENV[\"DB_HOST\"].to_s.strip.empty? ? \"db\" : ENV[\"DB_HOST\"] %>:<%= Integer(\"5\") %>",
                        "db:5"),
                arguments(
                        "<%= 'a#{b}' %> <%= \"a#b\" %> <%= \"\\#{x}\" %> <%= \"\\\\\" %> <%= \"1\\\n2\" %>",
                        "a#{b} a#b #{x} \\ 12"),
                arguments("<%= \"a\\n\\nb\\n\".lines.inspect %>", "[\"a\\n\", \"\\n\", \"b\\n\"]"),
                arguments("<%= \"a b\".shellescape %>", "a\\ b"),
                arguments("<%= \"  a   b \".squish %>", "a b"),
                arguments("<%= \"abcdef\".first(3) %>", "abc"),
                arguments("<%= [3, 1, 2].sort.reverse.inspect %>", "[3, 2, 1]"),
                arguments("<%= [\"b\", \"a\"].sort.join %>", "ab"),
                arguments("<%= [1, 1].uniq.inspect %>", "[1]"));
    }

    private static Stream<Arguments> more() {
        return Stream.of(
                arguments("<%- [1,2].each do |x| -%>\n  - <%= x %>\n<%- end -%>\nend", "  - 1\n  - 2\nend"),
                arguments(
                        "<%= \"a: #{ENV[\"NOPE\"]}\" if ENV[\"NOPE\"] %>\n<%= true && \"t\" %> <%= false || nil || \"n\" %> <%= !true %> <%= !!1 %>",
                        "\nt n false true"));
    }

    private static Stream<Arguments> dataRescueAndFormats() {
        return Stream.of(
                arguments("<%= JSON.parse('{\"a\": [1, 2.5, null, true]}')[\"a\"].inspect %>", "[1, 2.5, nil, true]"),
                arguments("<%= JSON.parse('{\"a\": {\"b\": 1}}', symbolize_names: true)[:a][:b] %>", "1"),
                arguments("<%= JSON.parse('{') rescue \"none\" %>", "none"),
                arguments("<%= ENV[\"NOPE\"].upcase rescue \"nil\" %>", "nil"),
                arguments("<%= File.read(\"nope\").strip rescue ENV[\"X\"] %>", "x val"),
                arguments("<% v = ENV.fetch(\"NOPE\") rescue \"d\" %><%= v %>", "d"),
                arguments("<% v ||= ENV.fetch(\"NOPE\") rescue \"d\" %><%= v %>", "d"),
                arguments("<%= Integer(\"x\") rescue 7 %>", "7"),
                arguments("<%= `nosuchprog --x` rescue \"none\" %>", "none"),
                arguments("<% `true` %><%= $?.success? %> <%= $?.exitstatus %>", "true 0"),
                arguments("<% `exit 3` %><%= $?.success? ? 1 : 2 %> <%= $?.exitstatus %>", "2 3"),
                arguments(
                        "<%= format(\"%05.1f|%-5s|%5s|%03d|%%|%x\", 1.25, \"a\", :b, 7, 255) %>",
                        "001.2|a    |    b|007|%|ff"),
                arguments("<%= \"%s-%02d\" % [\"web\", 3] %>", "web-03"),
                arguments("<%= \"%d%%\" % 5 %>", "5%"),
                arguments("<%= \"%{a}/%<b>03d\" % {a: \"x\", b: 4} %>", "x/004"),
                arguments("<%= sprintf(\"%s\", nil) %>|", "|"),
                arguments(
                        "<%= Time.at(1700000000).utc.strftime(\"%Y%m%d%H%M%S %-d %j %b %a %s\") %>",
                        "20231114221320 14 318 Nov Tue 1700000000"),
                arguments("<%= Time.at(1700000000).utc %>", "2023-11-14 22:13:20 UTC"),
                arguments("<%= Time.at(1700000000).utc.iso8601 %>", "2023-11-14T22:13:20Z"),
                arguments("<%= Time.now.to_i > 1700000000 %> <%= Time.now.year > 2022 %>", "true true"),
                arguments("<%= RUBY_VERSION >= \"3.0\" ? \"new\" : \"old\" %>", "new"),
                arguments("<%= RUBY_ENGINE == \"ruby\" %> <%= RUBY_ENGINE != \"jruby\" %>", "true true"),
                arguments("<%= \"b\" > \"a\" %>", "true"));
    }
}
