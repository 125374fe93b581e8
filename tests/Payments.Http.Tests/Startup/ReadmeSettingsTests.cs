using System.Globalization;
using System.Text.RegularExpressions;
using Payments.Contracts.Notices;
using Payments.Grains.Callbacks;
using Payments.Grains.Orders;
using Payments.Grains.Rates;
using Payments.Grains.Wallets;
using Payments.Host.Cluster;
using Payments.Host.Configuration;
using Payments.Http.Faces.CrazyMiner;
using Payments.Http.Limits;
using Payments.Testing;

namespace Payments.Http.Tests.Startup;

/// <summary>
/// <c>docs/settings.md</c> and, for the sections of a cluster, <c>docs/cluster.md</c> list every setting once, none that does not exist,
/// and the defaults of the options classes. The README's table is a part of theirs.
/// </summary>
public sealed partial class ReadmeSettingsTests
{
    private const string Readme = "README.md";
    private const string Reference = "docs/settings.md";
    private const string Cluster = "docs/cluster.md";

    /// <summary>Says more of some settings of chains, which <see cref="Reference"/> lists.</summary>
    private const string Chains = "docs/chains.md";

    private static readonly Line[] Lines = [.. new[] { Readme, Reference, Cluster, Chains }.SelectMany(Read)];

    private static IEnumerable<Line> Listed => Lines.Where(line => line.File is Reference or Cluster);

    public static TheoryData<string> Settings => [.. SettingCatalog.Root.Names.Select(name => string.Join(':', name))];

    public static TheoryData<string, string> Documented
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var line in Lines)
                foreach (var name in line.Names) data.Add(line.File, name);
            return data;
        }
    }

    public static TheoryData<string> InReadme => [.. Lines.Where(line => line.File == Readme).Select(line => line.Text)];

    public static TheoryData<string, string> Defaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            (string, object)[] sections =
            [
                ("", new GatewaySettings()), ("Orders:", new OrderOptions()), ("Callbacks:", new CallbackOptions()),
                ("Derivation:", new DerivationOptions()), ("Limits:", new LimitOptions()),
                ("Rates:", new RateOptions()), ("CrazyMiner:", new CrazyMinerOptions()), ("Cluster:", new ClusterSettings()),
                ("Mail:", new MailOptions()), ("Telegram:", new TelegramOptions()), ("Notices:", new NoticeOptions()),
            ];
            foreach (var (section, options) in sections)
            {
                foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
                {
                    if (!property.PropertyType.IsValueType && property.PropertyType != typeof(string)) continue;
                    var value = Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture)!;
                    if (value.Length > 0) data.Add(section + property.Name, value.Replace("False", "false"));
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_listed_once(string name) =>
        Listed.SelectMany(line => line.Names).Where(documented => IsOf(documented, name)).Should().ContainSingle();

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_of_a_cluster_are_listed_with_it(string name)
    {
        var isOfCluster = OrleansSetup.Sections.Any(section => name.StartsWith($"{section.Name}:", StringComparison.Ordinal));
        Listed.Single(line => line.Names.Any(documented => IsOf(documented, name))).File.Should().Be(isOfCluster ? Cluster : Reference);
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public void Every_line_is_of_a_setting(string file, string name) =>
        SettingCatalog.Root.Names.Should().Contain(known => IsOf(name, string.Join(':', known)), $"{file} lists it");

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Its_line_tells_the_default(string name, string value) =>
        Listed.Should().Contain(line => line.Names.Contains(name) && line.Meaning.Contains($"`{value}`"));

    [Theory]
    [MemberData(nameof(InReadme))]
    public void A_line_of_the_README_is_one_of_the_reference(string text) => Listed.Select(line => line.Text).Should().Contain(text);

    [Fact]
    public void The_README_keeps_what_a_first_start_needs() => Lines.Count(line => line.File == Readme).Should().BeInRange(5, 12);

    [Fact]
    public void Every_alias_is_listed_with_its_setting()
    {
        var matches = File.ReadLines(Path.Combine(Repository.Root, Reference)).Select(line => Alias().Match(line)).Where(match => match.Success);
        var listed = matches.Select(match => (match.Groups[1].Value, match.Groups[2].Value.Replace("__", ":")));
        listed.Should().BeEquivalentTo(SettingCatalog.Aliases.Select(alias => (alias.Key, alias.Value)));
    }

    private static IEnumerable<Line> Read(string file) =>
        File.ReadLines(Path.Combine(Repository.Root, file)).Where(line => line.StartsWith("| `PAYMENTS_")).Select(line => Read(file, line));

    /// <summary>Names of the first column; one that begins with … goes on where the name before it ends with another last part.</summary>
    private static Line Read(string file, string text)
    {
        var columns = text.Split(" | ");
        var names = new List<string>();
        foreach (Match match in Quoted().Matches(columns[0]))
        {
            var name = match.Groups[1].Value.Replace("PAYMENTS_", "").Replace("__", ":");
            names.Add(name.StartsWith('…') ? names[^1][..names[^1].LastIndexOf(':')] + name[1..] : name);
        }
        return new Line(file, text, [.. names], columns[1]);
    }

    /// <summary>Whether a documented name is a setting's: free parts stand in braces, or are an example.</summary>
    private static bool IsOf(string documented, string setting)
    {
        var (one, other) = (documented.Split(':'), setting.Split(':'));
        return one.Length == other.Length && one.Zip(other).All(parts => parts.Second[0] == '{' || parts.First == parts.Second);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^\\| `([A-Z_]+)` \\| `PAYMENTS_([A-Za-z_]+)` \\|")]
    private static partial Regex Alias();

    /// <summary>A line of a table of settings.</summary>
    private sealed record Line(string File, string Text, string[] Names, string Meaning);
}
