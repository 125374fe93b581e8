using System.Text;
using Payments.Contracts.Merchants;
using Payments.Domain.Secrets;
using Payments.Grains.Merchants;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Merchants;

/// <summary>After a rotation everything comes to lie under the new key, and the old one can go.</summary>
public sealed class KeyRotationTests : MerchantHost
{
    [Fact]
    public async Task After_a_rotation_the_old_key_can_go()
    {
        var secrets = new Dictionary<string, string>();
        for (var i = 0; i < 230; i++) secrets[$"shop{i}@example.com"] = (await RegisterAsync($"shop{i}@example.com")).ApiSecret;

        await RestartAsync(GrainHost.Keys(2, older: 1));
        await RotateAsync();
        (await Host.Get<MerchantQueries>().SealedUnderAsync(GrainHost.Keys(1).Current.Id, null, 1)).Should().BeEmpty();

        await RestartAsync(GrainHost.Keys(2));
        foreach (var (email, secret) in secrets) (await Merchant(email).GetAsync())!.Secret.Should().Be(secret);
    }

    [Fact]
    public async Task Without_an_older_key_nothing_is_looked_for_and_again_nothing_is_written()
    {
        await RegisterAsync("shop@example.com");
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await RotateAsync();
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await RotateAsync();
        Host.Storage.Writes.Should().Be(0);
        await RestartAsync(GrainHost.Keys(2));
        Host.Get<KeyRotation>().Begin();
        Host.Get<KeyRotation>().Completion.Should().BeSameAs(Task.CompletedTask);
    }

    [Fact]
    public async Task A_secret_that_does_not_open_holds_up_nobody_else_and_keeps_its_old_key()
    {
        var damaged = await RegisterAsync("damaged@example.com");
        for (var i = 0; i < 5; i++) await RegisterAsync($"shop{i}@example.com");
        var store = Host.Get<IStateStore>();
        var row = (await store.ReadAsync(StateTable.Merchants, damaged.Merchant.Id.GrainKey))!.Value;
        var sealedSecret = damaged.Merchant.SealedSecret;
        var changed = sealedSecret[..^6] + (sealedSecret[^6] == 'A' ? 'B' : 'A') + sealedSecret[^5..];
        await store.WriteAsync(StateTable.Merchants, damaged.Merchant.Id.GrainKey, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.State).Replace(sealedSecret, changed)), row.Version);

        await RestartAsync(GrainHost.Keys(2, older: 1));
        await RotateAsync();

        (await Host.Get<MerchantQueries>().SealedUnderAsync(GrainHost.Keys(1).Current.Id, null, 10)).Should().Equal(damaged.Merchant.Id);
        (await Host.Get<MerchantQueries>().SealedUnderAsync(GrainHost.Keys(2).Current.Id, null, 10)).Should().HaveCount(5);
    }

    [Fact]
    public async Task A_merchant_that_changes_meanwhile_loses_nothing()
    {
        var keys = await RegisterAsync("shop@example.com");
        await RestartAsync(GrainHost.Keys(2, older: 1));
        Host.Get<KeyRotation>().Begin();
        await Task.WhenAll(Merchant().UpdateAsync(new UpdateMerchant { Name = "New" }), Host.Get<KeyRotation>().Completion);

        await RestartAsync(GrainHost.Keys(2));
        var access = await Merchant().GetAsync();
        (access!.Merchant.Name, access.Secret).Should().Be(("New", keys.ApiSecret));
    }

    [Fact]
    public async Task The_installation_key_is_sealed_afresh_at_the_start()
    {
        var before = await Host.Get<Settings>().GetOrAddAsync("installation-key", "");
        await RestartAsync(GrainHost.Keys(2, older: 1));
        var after = await Host.Get<Settings>().GetOrAddAsync("installation-key", "");
        before.Should().StartWith(GrainHost.Keys(1).Current.Id);
        after.Should().StartWith(GrainHost.Keys(2).Current.Id);
    }

    private async Task<MerchantKeys> RegisterAsync(string email) => (await Merchant(email).RegisterAsync(Registration with { Email = email }))!;

    private async Task RotateAsync()
    {
        Host.Get<KeyRotation>().Begin();
        await Host.Get<KeyRotation>().Completion;
    }
}
