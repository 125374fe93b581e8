using System.Globalization;
using System.Text.RegularExpressions;
using Payments.Grains.Callbacks;
using Payments.Grains.Orders;
using Payments.Grains.Rates;
using Payments.Grains.Wallets;
using Payments.Host.Configuration;
using Payments.Host.Cluster;
using Payments.Testing;

namespace Payments.Http.Tests.Startup;

/// <summary>The README's tables of settings hold all that there are, none that is not, and the defaults that the options classes have.</summary>
public sealed partial class ReadmeSettingsTests
{
    private static readonly (string[] Names, string Meaning)[] Rows = [.. File.ReadLines(Path.Combine(Repository.Root, "README.md")).Where(line => line.StartsWith("| `PAYMENTS_")).Select(Row)];

    public static TheoryData<string> Settings => [.. SettingCatalog.Root.Names.Where(name => OrleansSetup.Sections.All(section => section.Name != name[0])).Select(name => string.Join(':', name))];

    public static TheoryData<string> Documented => [.. Rows.SelectMany(row => row.Names)];

    public static TheoryData<string, string> Defaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (section, options) in new (string, object)[] { ("Orders", new OrderOptions()), ("Callbacks", new CallbackOptions()), ("Derivation", new DerivationOptions()), ("Rates", new RateOptions()) })
                foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite && (property.PropertyType.IsValueType || property.PropertyType == typeof(string))))
                    data.Add($"{section}:{property.Name}", Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture)!.Replace("False", "false"));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_has_its_line(string name) => Rows.Should().Contain(row => row.Names.Any(documented => IsOf(documented, name)));

    [Theory]
    [MemberData(nameof(Documented))]
    public void Every_line_is_of_a_setting(string name) => SettingCatalog.Root.Names.Should().Contain(known => IsOf(name, string.Join(':', known)));

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Its_line_tells_the_default(string name, string value) => Rows.Should().Contain(row => row.Names.Contains(name) && row.Meaning.Contains($"`{value}`"));

    /// <summary>Names of the first column; one that begins with … goes on where the name before it ends with another last part.</summary>
    private static (string[] Names, string Meaning) Row(string line)
    {
        var columns = line.Split(" | ");
        var names = new List<string>();
        foreach (Match match in Quoted().Matches(columns[0]))
        {
            var text = match.Groups[1].Value.Replace("PAYMENTS_", "").Replace("__", ":");
            names.Add(text.StartsWith('…') ? names[^1][..names[^1].LastIndexOf(':')] + text[1..] : text);
        }
        return ([.. names], columns[1]);
    }

    /// <summary>Whether a documented name is a setting's: free parts stand in braces, or are an example.</summary>
    private static bool IsOf(string documented, string setting)
    {
        var (one, other) = (documented.Split(':'), setting.Split(':'));
        return one.Length == other.Length && one.Zip(other).All(parts => parts.Second[0] == '{' || parts.First == parts.Second);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
