using Payments.Domain.Identity;
using Payments.Domain.Merchants;

namespace Payments.Domain.Tests.Merchants;

/// <summary>Several API keys of one merchant, of which the first is the WoPay document's.</summary>
public sealed class ApiKeyRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>As versions before several keys stored it.</summary>
    private static Merchant Old => new()
    {
        Id = new MerchantId(new string('a', 32)),
        Pid = 1000,
        Name = "Shop",
        Email = "shop@example.com",
        ApiKeyHash = "h1",
        SealedSecret = "sealed",
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    private static ApiKey Reader => new() { Id = "reader", Name = "statistics", KeyHash = "h2", Scopes = KeyScopes.Read, CreatedAt = Start };

    private static Merchant Two => ApiKeyRules.Add(Old, Reader, ApiKeyRules.AllScopes, Start).Merchant;

    [Fact]
    public void The_one_key_of_an_old_merchant_is_the_first_and_may_do_everything()
    {
        var first = ApiKeyRules.All(Old).Should().ContainSingle().Subject;
        (first.Id, first.KeyHash, first.Scopes, first.CreatedAt).Should().Be((ApiKeyRules.FirstId, "h1", ApiKeyRules.AllScopes, Start));
        ApiKeyRules.Find(Old, "h1", Start)!.Id.Should().Be(ApiKeyRules.FirstId);
        ApiKeyRules.Find(Old, "h2", Start).Should().BeNull();
    }

    [Fact]
    public void Any_of_several_keys_is_found_with_its_own_scopes()
    {
        ApiKeyRules.Find(Two, "h1", Start)!.Scopes.Should().Be(ApiKeyRules.AllScopes);
        ApiKeyRules.Find(Two, "h2", Start)!.Scopes.Should().Be(KeyScopes.Read);
        ApiKeyRules.All(Two).Select(key => key.Id).Should().Equal(ApiKeyRules.FirstId, "reader");
    }

    [Theory]
    [InlineData(KeyScopes.Read, KeyScopes.Read | KeyScopes.Manage, KeyScopes.None)]
    [InlineData(KeyScopes.Read | KeyScopes.Assign, KeyScopes.Read | KeyScopes.Manage, KeyScopes.Assign)]
    [InlineData(KeyScopes.Complete | KeyScopes.Assign, KeyScopes.Manage, KeyScopes.Complete | KeyScopes.Assign)]
    public void A_key_gives_no_scope_that_it_has_not(KeyScopes wanted, KeyScopes held, KeyScopes lacking)
    {
        var added = ApiKeyRules.Add(Old, Reader with { Scopes = wanted }, held, Start);
        var rolled = ApiKeyRules.Roll(
            ApiKeyRules.Add(Old, Reader with { Scopes = wanted }, ApiKeyRules.AllScopes, Start).Merchant, "reader", "h9", Hour, held, Start);
        var expected = lacking is KeyScopes.None ? KeyVerdict.Changed : KeyVerdict.ScopesLacking;
        (added.Verdict, added.Lacking, rolled.Verdict, rolled.Lacking).Should().Be((expected, lacking, expected, lacking));
    }

    [Fact]
    public void A_rolled_key_works_beside_the_new_one_until_its_end_and_no_longer()
    {
        var rolled = ApiKeyRules.Roll(Two, "reader", "h3", Hour, ApiKeyRules.AllScopes, Start).Merchant;
        ApiKeyRules.Find(rolled, "h3", Start)!.Id.Should().Be("reader");
        ApiKeyRules.Find(rolled, "h2", Start + Hour - TimeSpan.FromTicks(1))!.Id.Should().Be("reader");
        ApiKeyRules.Find(rolled, "h2", Start + Hour).Should().BeNull();

        var again = ApiKeyRules.Roll(rolled, "reader", "h4", Hour, ApiKeyRules.AllScopes, Start).Merchant;
        ApiKeyRules.Find(again, "h3", Start).Should().NotBeNull();
        ApiKeyRules.Find(again, "h2", Start).Should().BeNull("one roll leaves one key before it");
    }

    [Fact]
    public void Without_an_overlap_and_by_regeneration_the_old_key_ends_at_once()
    {
        var rolled = ApiKeyRules.Roll(Two, ApiKeyRules.FirstId, "h3", Hour, ApiKeyRules.AllScopes, Start).Merchant;
        (rolled.ApiKeyHash, ApiKeyRules.Find(rolled, "h1", Start)!.Id).Should().Be(("h3", ApiKeyRules.FirstId));

        var regenerated = ApiKeyRules.Regenerate(rolled, "h4", Start + Hour);
        regenerated.ApiKeyHash.Should().Be("h4");
        new[] { "h1", "h3" }.Select(hash => ApiKeyRules.Find(regenerated, hash, Start)).Should().OnlyContain(key => key == null);
        ApiKeyRules.Find(regenerated, "h2", Start)!.Id.Should().Be("reader", "the others go on");

        var cut = ApiKeyRules.Roll(Two, "reader", "h3", TimeSpan.Zero, ApiKeyRules.AllScopes, Start).Merchant;
        ApiKeyRules.Find(cut, "h2", Start).Should().BeNull();
    }

    [Fact]
    public void What_an_older_version_wrote_into_the_one_hash_is_the_first_key_and_its_stale_entry_is_none()
    {
        var stale = ApiKeyRules.Roll(Two, ApiKeyRules.FirstId, "h3", Hour, ApiKeyRules.AllScopes, Start).Merchant with { ApiKeyHash = "h5" };
        ApiKeyRules.Find(stale, "h5", Start)!.Id.Should().Be(ApiKeyRules.FirstId);
        ApiKeyRules.Find(stale, "h3", Start).Should().BeNull();
        ApiKeyRules.Find(stale, "h1", Start).Should().BeNull();
        ApiKeyRules.Find(stale, "h2", Start)!.Id.Should().Be("reader");
    }

    [Fact]
    public void A_removed_key_is_gone_with_the_one_before_it_and_the_first_stays()
    {
        var rolled = ApiKeyRules.Roll(Two, "reader", "h3", Hour, ApiKeyRules.AllScopes, Start).Merchant;
        var removed = ApiKeyRules.Remove(rolled, "reader", Start);
        removed.Verdict.Should().Be(KeyVerdict.Changed);
        new[] { "h2", "h3" }.Select(hash => ApiKeyRules.Find(removed.Merchant, hash, Start)).Should().OnlyContain(key => key == null);
        ApiKeyRules.Remove(rolled, ApiKeyRules.FirstId, Start).Verdict.Should().Be(KeyVerdict.FirstStays);
        ApiKeyRules.Remove(rolled, "none", Start).Verdict.Should().Be(KeyVerdict.NotFound);
        ApiKeyRules.Roll(rolled, "none", "h9", Hour, ApiKeyRules.AllScopes, Start).Verdict.Should().Be(KeyVerdict.NotFound);
    }

    [Fact]
    public void A_merchant_has_so_many_keys_and_no_more()
    {
        var merchant = Enumerable.Range(1, ApiKeyRules.MaxKeys - 1).Aggregate(Old, (before, i) =>
            ApiKeyRules.Add(before, Reader with { Id = $"k{i}", KeyHash = $"x{i}" }, ApiKeyRules.AllScopes, Start).Merchant);
        ApiKeyRules.All(merchant).Should().HaveCount(ApiKeyRules.MaxKeys);
        ApiKeyRules.Add(merchant, Reader, ApiKeyRules.AllScopes, Start).Verdict.Should().Be(KeyVerdict.TooMany);
    }

    [Fact]
    public void A_use_is_noted_once_in_a_while()
    {
        var used = ApiKeyRules.NoteUse(Old, ApiKeyRules.FirstId, Start, "203.0.113.7");
        (used.Keys[0].LastUsedAt, used.Keys[0].LastUsedFrom, used.UpdatedAt).Should().Be((Start, "203.0.113.7", Start));
        ApiKeyRules.NoteUse(used, ApiKeyRules.FirstId, Start + ApiKeyRules.UseRest - TimeSpan.FromTicks(1), "other").Should().BeSameAs(used);
        ApiKeyRules.NoteUse(used, ApiKeyRules.FirstId, Start + ApiKeyRules.UseRest, "other").Keys[0].LastUsedFrom.Should().Be("other");
        ApiKeyRules.NoteUse(used, "none", Start + Hour, "other").Should().BeSameAs(used);
    }

    [Fact]
    public void Every_scope_has_a_name_that_reads_back()
    {
        var names = ApiKeyRules.Names(ApiKeyRules.AllScopes);
        names.Should().Equal("read", "create", "manage", "webhooks", "refunds", "complete", "assign", "payouts", "risk", "sharing");
        names.Aggregate(KeyScopes.None, (all, name) => all | ApiKeyRules.Named(name)!.Value).Should().Be(ApiKeyRules.AllScopes);
        Enum.GetValues<KeyScopes>().Aggregate((one, other) => one | other).Should().Be(ApiKeyRules.AllScopes, "a new scope is the first key's");
        new[] { "none", "", "Read", "read, create", "1" }.Select(ApiKeyRules.Named).Should().OnlyContain(scope => scope == null);
    }
}
