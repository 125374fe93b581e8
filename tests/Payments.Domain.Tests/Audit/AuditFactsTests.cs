using System.Text.Json;
using Payments.Domain.Audit;

namespace Payments.Domain.Tests.Audit;

/// <summary>What differs between two stored states, in paths and texts, without a secret.</summary>
public sealed class AuditFactsTests
{
    private const string State = """
        {"v":1,"name":"Shop","updatedAt":5,"sealedSecret":"k1:old","apiKeyHash":"0123456789abcdef","learnedMethods":{"a":"get"},
         "wallets":[{"id":"w1","rate":7.2,"createdAt":1767232800000},{"id":"w2"}],
         "people":[{"person":"p","email":"a@x.example","role":"owner"}],
         "keys":[{"id":"first","lastUsedAt":1}],"events":["a","b"],"risk":{"rules":[{"limit":1},{"limit":2}]}}
        """;

    [Theory]
    [InlineData("""{"name":"Other"}""", "name: Shop -> Other")]
    [InlineData("""{"wallets":[{"id":"w1","rate":7.3,"createdAt":1767232800000},{"id":"w2"}]}""", "wallets[w1].rate: 7.2 -> 7.3")]
    [InlineData("""{"wallets":[{"id":"w2"},{"id":"w1","rate":7.2,"createdAt":1767232800000}]}""", "")]
    [InlineData("""{"wallets":[{"id":"w2"}]}""",
        "wallets[w1].createdAt: 2026-01-01T02:00:00Z -> - | wallets[w1].id: w1 -> - | wallets[w1].rate: 7.2 -> -")]
    [InlineData("""{"people":[{"person":"p","email":"a@x.example","role":"support"}]}""", "people[a@x.example].role: owner -> support")]
    [InlineData("""{"events":["a"]}""", "events: a, b -> a")]
    [InlineData("""{"risk":{"rules":[{"limit":1},{"limit":3}]}}""", "risk.rules[2].limit: 2 -> 3")]
    [InlineData("""{"sealedSecret":"k2:old"}""", "")]
    [InlineData("""{"updatedAt":6,"learnedMethods":{},"keys":[{"id":"first","lastUsedAt":2}],"audit":{"number":1}}""", "")]
    [InlineData("""{"apiKeyHash":"fedcba9876543210"}""", "apiKeyHash: •••01234567 -> •••fedcba98")]
    public void A_change_is_named_by_its_path(string change, string expected)
    {
        using var before = JsonDocument.Parse(State);
        using var changed = JsonDocument.Parse(change);
        var merged = before.RootElement.EnumerateObject().Where(field => !changed.RootElement.TryGetProperty(field.Name, out _))
            .Concat(changed.RootElement.EnumerateObject()).ToDictionary(field => field.Name, field => field.Value);
        using var after = JsonDocument.Parse(JsonSerializer.Serialize(merged));
        string.Join(" | ", Compare(before, after).Select(found => $"{found.Field}: {found.Before ?? "-"} -> {found.After ?? "-"}"))
            .Should().Be(expected);
    }

    [Fact]
    public void A_new_secret_shows_as_another_fingerprint_and_never_itself()
    {
        using var before = JsonDocument.Parse("""{"sealedSecret":"k1:first-secret"}""");
        using var after = JsonDocument.Parse("""{"sealedSecret":"k1:second-secret"}""");
        var change = Compare(before, after).Single();
        change.Field.Should().Be("sealedSecret");
        change.Before.Should().MatchRegex("^•••[0-9a-f]{8}$").And.NotBe(change.After);
    }

    [Fact]
    public void Long_texts_and_many_changes_are_cut_and_counted()
    {
        using var before = JsonDocument.Parse("{}");
        using var after = JsonDocument.Parse(JsonSerializer.Serialize(
            Enumerable.Range(0, 100).ToDictionary(number => $"f{number:000}", _ => new string('x', 1000))));
        var changes = Compare(before, after);
        changes.Should().HaveCount(AuditFacts.ChangeLimit + 1);
        changes[^1].After.Should().Be("40 more");
        changes[0].After.Should().HaveLength(AuditFacts.TextLimit + 1);
        AuditFacts.PartsOf([new("wallets[w].rate", "1", "2"), new("wallets[w].token", "1", "2"), new("name", "a", "b"), changes[^1]])
            .Should().Be("wallets, name");
    }

    [Fact]
    public void A_change_at_the_end_of_a_sametext_is_one_and_is_shown()
    {
        var same = new string('x', 1000);
        using var before = JsonDocument.Parse(JsonSerializer.Serialize(new { jwks = same + "our key" }));
        using var after = JsonDocument.Parse(JsonSerializer.Serialize(new { jwks = same + "our key and mine" }));
        var change = Compare(before, after).Single();
        var shown = "…" + new string('x', 13);
        (change.Before, change.After).Should().Be((shown + "our key", shown + "our key and mine"));
    }

    private static IReadOnlyList<AuditChange> Compare(JsonDocument before, JsonDocument after) =>
        AuditFacts.Compare(AuditFacts.Of(before.RootElement, Open), AuditFacts.Of(after.RootElement, Open));

    /// <summary>What a seal of the tests holds: the part behind the key's id.</summary>
    private static string Open(string text) => text[(text.IndexOf(':') + 1)..];
}
