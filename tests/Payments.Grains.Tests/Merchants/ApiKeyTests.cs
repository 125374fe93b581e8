using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.Secrets;
using Payments.Storage.Queries;

namespace Payments.Grains.Tests.Merchants;

/// <summary>A merchant's keys are found by any of them, act in the merchant's own turn, and survive a restart.</summary>
public sealed class ApiKeyTests : MerchantHost
{
    private static readonly AddKey Wish = new() { Name = "tills", Scopes = KeyScopes.Read | KeyScopes.Manage, Network = "203.0.113.0/24" };

    private MerchantQueries Queries => Host.Get<MerchantQueries>();

    [Fact]
    public async Task Each_key_finds_its_merchant_until_it_is_removed()
    {
        var registered = (await Merchant().RegisterAsync(Registration))!;
        var added = await Merchant().AddKeyAsync(Wish, ApiKeys.Hash(registered.ApiKey));
        var rolled = await Merchant().RollKeyAsync(added.Key!.Id, TimeSpan.FromHours(1));
        await RestartAsync(GrainHost.Keys(1));

        foreach (var key in new[] { registered.ApiKey, added.Text!, rolled.Text! })
            (await Queries.ByApiKeyHashAsync(ApiKeys.Hash(key))).Should().Be(registered.Merchant.Id);
        var stored = ApiKeyRules.All((await Merchant().GetAsync())!.Merchant)[1];
        (stored.Name, stored.Scopes, stored.Network, stored.KeyHash).Should().Be(
            ("tills", KeyScopes.Read | KeyScopes.Manage, "203.0.113.0/24", ApiKeys.Hash(rolled.Text!)));

        (await Merchant().RemoveKeyAsync(stored.Id)).Outcome.Should().Be(KeyOutcome.Saved);
        (await Queries.ByApiKeyHashAsync(ApiKeys.Hash(added.Text!))).Should().BeNull();
        (await Queries.ByApiKeyHashAsync(ApiKeys.Hash(rolled.Text!))).Should().BeNull();
        (await Queries.ByApiKeyHashAsync(ApiKeys.Hash(registered.ApiKey))).Should().Be(registered.Merchant.Id);
    }

    [Fact]
    public async Task A_removed_key_changes_nothing_and_one_in_its_overlap_acts_until_its_end()
    {
        await Merchant().RegisterAsync(Registration);
        var added = await Merchant().AddKeyAsync(Wish);
        var hash = ApiKeys.Hash(added.Text!);
        await Merchant().RollKeyAsync(added.Key!.Id, TimeSpan.FromHours(1));

        (await Merchant().UpdateAsync(new UpdateMerchant { Name = "In time" }, hash))!.Name.Should().Be("In time");
        Host.Time.Advance(TimeSpan.FromHours(1));
        (await Merchant().UpdateAsync(new UpdateMerchant { Name = "Late" }, hash)).Should().BeNull();
        (await Merchant().AddKeyAsync(Wish, hash)).Outcome.Should().Be(KeyOutcome.KeyReplaced);

        var other = await Merchant().AddKeyAsync(Wish);
        await Merchant().RemoveKeyAsync(other.Key!.Id, ApiKeys.Hash(other.Text!));
        (await Merchant().RemoveKeyAsync(added.Key.Id, ApiKeys.Hash(other.Text!))).Outcome.Should().Be(KeyOutcome.KeyReplaced);
    }

    [Fact]
    public async Task A_key_gives_no_more_than_it_has()
    {
        await Merchant().RegisterAsync(Registration);
        var manager = ApiKeys.Hash((await Merchant().AddKeyAsync(Wish)).Text!);

        var refused = await Merchant().AddKeyAsync(Wish with { Scopes = KeyScopes.Read | KeyScopes.Assign }, manager);
        (refused.Outcome, refused.Lacking, refused.Text).Should().Be((KeyOutcome.ScopesLacking, KeyScopes.Assign, null));
        (await Merchant().RollKeyAsync(ApiKeyRules.FirstId, TimeSpan.Zero, manager)).Outcome.Should().Be(KeyOutcome.ScopesLacking);
        (await Merchant().AddKeyAsync(Wish, manager)).Outcome.Should().Be(KeyOutcome.Saved);
    }

    [Fact]
    public async Task A_use_costs_one_write_in_a_while()
    {
        await Merchant().RegisterAsync(Registration);
        var writes = Host.Storage.Writes;
        for (var i = 0; i < 10; i++) await Merchant().NoteKeyUseAsync(ApiKeyRules.FirstId, $"203.0.113.{i}");
        Host.Storage.Writes.Should().Be(writes + 1);
        Host.Time.Advance(ApiKeyRules.UseRest);
        await Merchant().NoteKeyUseAsync(ApiKeyRules.FirstId, "2001:db8::/64");
        var key = ApiKeyRules.All((await Merchant().GetAsync())!.Merchant)[0];
        (key.LastUsedAt, key.LastUsedFrom).Should().Be((Host.Time.GetUtcNow(), "2001:db8::/64"));
    }
}
