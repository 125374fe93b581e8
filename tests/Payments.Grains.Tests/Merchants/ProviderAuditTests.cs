using Orleans.Runtime;
using Payments.Contracts.Orders;
using Payments.Contracts.Providers;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Providers;
using Payments.Grains.Merchants;
using Payments.Storage.Audit;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Merchants;

/// <summary>A merchant's audit log tells that its account at a provider was exchanged, and no setting of it.</summary>
public sealed class ProviderAuditTests : MerchantHost
{
    private const string Hash = "providers[cryptomus].settingsHash";
    private const string Former = "providers[cryptomus].formerUntil";

    private MerchantId Owner => Host.Get<IOrderIds>().ForEmail(Registration.Email);

    private IProviderGrain Account => Host.Grains.GetGrain<IProviderGrain>(new ProviderKey(Owner, "cryptomus").GrainKey);

    [Fact]
    public async Task Each_exchange_of_the_settings_is_an_entry_with_fingerprints_and_the_same_again_is_none()
    {
        await Merchant().RegisterAsync(Registration);
        await SaveAsync("key-one");
        var first = (await EntriesAsync())[^1];
        first.What.Should().Be("providers");
        var made = first.Changes.Single(change => change.Field == Hash);
        made.Before.Should().BeNull();
        made.After.Should().MatchRegex("^•••[0-9a-f]{8}$");

        await SaveAsync("key-two");
        var changed = (await EntriesAsync())[^1].Changes.Single(change => change.Field == Hash);
        changed.Before.Should().Be(made.After);
        changed.After.Should().MatchRegex("^•••[0-9a-f]{8}$").And.NotBe(made.After);
        (await Account.GetAsync())!.Settings["key"].Should().Be("key-two");

        var count = (await EntriesAsync()).Count;
        await SaveAsync("key-two");
        (await EntriesAsync()).Should().HaveCount(count);
        (await EntriesAsync()).SelectMany(entry => entry.Changes).SelectMany(change => new[] { change.Before, change.After })
            .Should().NotContain(text => text != null && text.Contains("key-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_overlap_say_until_when_and_a_new_master_key_is_no_change()
    {
        await Merchant().RegisterAsync(Registration);
        await SaveAsync("key-one");
        await SaveAsync("key-two", TimeSpan.FromHours(1));
        var rolled = (await EntriesAsync())[^1];
        rolled.Changes.Select(change => change.Field).Should().Contain([Hash, Former]);
        rolled.Changes.Single(change => change.Field == Former).After.Should().EndWith("Z");

        var count = (await EntriesAsync()).Count;
        await RestartAsync(GrainHost.Keys(2, older: 1));
        (await Host.Get<KeyRotation>().SealAsync(CancellationToken.None)).Should().BeTrue();
        (await EntriesAsync()).Should().HaveCount(count);
        await SaveAsync("key-two");
        (await EntriesAsync())[^1].Changes
            .Should().NotContain(change => change.Field == Hash, "the fingerprint is the same under every master key");
    }

    [Theory]
    [InlineData(StateNames.Merchant, false)]
    [InlineData(StateNames.Provider, true)]
    public async Task Whichever_write_fails_no_account_is_exchanged_without_an_entry_and_the_same_again_completes_it(
        string state, bool isNoted)
    {
        await Merchant().RegisterAsync(Registration);
        await SaveAsync("key-one");
        var count = (await EntriesAsync()).Count;

        (Host.Storage.FailOnly, Host.Storage.FailNextWrite) = (state, new IOException("the disk is gone"));
        (await FluentActions.Awaiting(() => SaveAsync("key-two")).Should().ThrowAsync<OrleansException>())
            .WithInnerException<IOException>();
        (await Account.GetAsync())!.Settings["key"].Should().Be("key-one");
        (await EntriesAsync()).Should().HaveCount(count + (isNoted ? 1 : 0));

        await SaveAsync("key-two");
        (await Account.GetAsync())!.Settings["key"].Should().Be("key-two");
        (await EntriesAsync()).Should().HaveCount(count + 1);
    }

    private async Task SaveAsync(string key, TimeSpan overlap = default)
    {
        var settings = new Dictionary<string, string> { ["key"] = key };
        var command = new SaveProvider { Settings = settings, Kept = [], Methods = ["cryptomus"], Overlap = overlap };
        var result = await Account.SaveAsync(command);
        result.Outcome.Should().Be(ProviderSaveOutcome.Saved);
    }

    /// <summary>The merchant's entries, oldest first.</summary>
    private async Task<IReadOnlyList<AuditEntry>> EntriesAsync()
    {
        var rows = new List<AuditEntry>();
        await foreach (var row in Host.Get<AuditLog>().AllAsync(Owner)) rows.Insert(0, AuditChain.Read(row.Entry)!);
        return rows;
    }
}
