using System.Collections;
using System.Reflection;
using System.Text.Json;
using Orleans;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Http.Console.Shell;
using Payments.Http.Console.Texts;
using Payments.Providers.Common;

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
    public void Every_notice_role_place_and_verdict_has_words()
    {
        ConsoleTexts.English.Shell.Notices.Keys.Should().BeEquivalentTo(Enum.GetValues<ConsoleNotice>());
        ConsoleTexts.English.Shell.Roles.Keys.Should().BeEquivalentTo(Enum.GetValues<ShopRole>());
        ConsoleTexts.English.Shell.Places.Groups.Keys.Should().BeEquivalentTo(Enum.GetValues<ConsoleGroup>());
        ConsoleTexts.English.Operators.Places.Keys.Should().BeEquivalentTo(Enum.GetValues<OperatorPlace>());
        ConsoleTexts.English.Operators.MerchantStates.Keys.Should().BeEquivalentTo(Enum.GetValues<MerchantStatus>());
        ConsoleTexts.English.Providers.Verdicts.Keys.Should().BeEquivalentTo(Enum.GetValues<ExamVerdict>());
    }

    [Theory]
    [InlineData("wallets[w-7].rate", "Receiving wallet w-7 · Fixed price")]
    [InlineData("risk.rules[r-1].limit", "Risk · Rule r-1 · Limit")]
    [InlineData("status", "Status")]
    [InlineData("ofNewerVersions[x].field", "ofNewerVersions x · field")]
    [InlineData("…", "…")]
    public void A_field_of_the_audit_log_has_words_or_its_own_name(string field, string words) =>
        AuditTexts.English.WordsOf(field).Should().Be(words);

    /// <summary>A field that is added to a merchant's state wants a word in both languages.</summary>
    [Fact]
    public void Every_part_of_a_merchants_state_has_a_word()
    {
        string[] unheeded = ["v", "updatedAt", "audit", "learnedMethods", "firstWalletAt", "secretChangedAt", "formerPeople", "unknown"];
        typeof(Merchant).GetProperties().Where(property => property.GetCustomAttribute<IdAttribute>() is not null)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Except(unheeded).Except(["version"])
            .Should().BeSubsetOf(AuditTexts.English.Fields.Keys);
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
