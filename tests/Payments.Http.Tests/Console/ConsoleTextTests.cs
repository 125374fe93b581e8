using System.Collections;
using Payments.Domain.People;
using Payments.Http.Console.Shell;
using Payments.Http.Console.Texts;

namespace Payments.Http.Tests.Console;

/// <summary>Both languages say everything, with the same places for values.</summary>
public sealed class ConsoleTextTests
{
    public static TheoryData<string> Parts => new(typeof(ConsoleTexts).GetProperties()
        .Where(property => property.PropertyType.Name.EndsWith("Texts")).Select(property => property.Name));

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_has_the_same_words_in_both_languages_and_none_is_empty(string part)
    {
        var property = typeof(ConsoleTexts).GetProperty(part)!;
        var (english, chinese) = (Texts(property.GetValue(ConsoleTexts.English)!), Texts(property.GetValue(ConsoleTexts.Chinese)!));
        english.Keys.Should().BeEquivalentTo(chinese.Keys);
        foreach (var (name, text) in english)
        {
            text.Should().NotBeEmpty();
            chinese[name].Should().NotBeEmpty().And.NotBe(text, $"{name} is translated");
            Places(chinese[name]).Should().BeEquivalentTo(Places(text), name);
        }
    }

    [Fact]
    public void Every_notice_and_role_has_words()
    {
        ConsoleTexts.English.Shell.Notices.Keys.Should().BeEquivalentTo(Enum.GetValues<ConsoleNotice>());
        ConsoleTexts.English.Shell.Roles.Keys.Should().BeEquivalentTo(Enum.GetValues<ShopRole>());
    }

    private static Dictionary<string, string> Texts(object part)
    {
        var texts = new Dictionary<string, string>();
        foreach (var property in part.GetType().GetProperties())
            if (property.GetValue(part) is string text) texts[property.Name] = text;
            else if (property.GetValue(part) is IDictionary words)
                foreach (DictionaryEntry word in words) texts[$"{property.Name}.{word.Key}"] = (string)word.Value!;
        return texts;
    }

    private static IEnumerable<string> Places(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Distinct();
}
