using System.Text;
using Payments.Contracts.Merchants;
using Payments.Domain.Secrets;
using Payments.Grains.Identity;
using Payments.Grains.Merchants;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Storage.States;
using Payments.Testing;

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
    public async Task What_was_sealed_afresh_is_not_written_again()
    {
        await RegisterAsync("shop@example.com");
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await RotateAsync();
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await RotateAsync();
        Host.Storage.Writes.Should().Be(0);
    }

    [Fact]
    public async Task A_start_without_a_key_that_something_is_sealed_under_is_refused_in_words()
    {
        await RegisterAsync("shop@example.com");
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await Host.Get<InstallationIds>().ResealAsync();

        var start = () => StartAsync(GrainHost.Keys(2));
        (await start.Should().ThrowAsync<SecretException>()).WithMessage($"The secrets of 1 merchants*master key {GrainHost.Keys(1).Current.Id}*Add that key*");
    }

    [Fact]
    public async Task A_process_that_has_the_old_key_in_front_yet_seals_nothing_back_and_what_it_writes_is_sealed_again()
    {
        // Both know both keys, as in a cluster that is restarted one process after the other.
        var keys = await RegisterAsync("shop@example.com");
        await RotateAsync();
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await RotateAsync();
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await using (var behind = await StartAsync(GrainHost.Keys(1, older: 2)))
        {
            (await behind.Get<KeyRotation>().SealAsync(default)).Should().BeFalse("a newer key was in front elsewhere");
            (await UnderAsync(1)).Should().Be(0);
            await behind.Grains.GetGrain<IMerchantGrain>(keys.Merchant.Id.GrainKey).UpdateAsync(new UpdateMerchant { Name = "New" });
            (await UnderAsync(1)).Should().Be(1);
        }
        await RotateAsync();
        await RestartAsync(GrainHost.Keys(2));
        var access = await Merchant().GetAsync();
        (access!.Merchant.Name, access.Secret).Should().Be(("New", keys.ApiSecret));
    }

    [Fact]
    public async Task A_running_gateway_looks_again_every_minute_until_nothing_is_left()
    {
        for (var i = 0; i < 3; i++) await RegisterAsync($"shop{i}@example.com");
        await RotateAsync();
        await RestartAsync(GrainHost.Keys(2, older: 1));
        Host.Storage.FailNextWrite = new IOException("disk");
        Host.Get<KeyRotation>().Begin();
        await Patience.UntilAsync(async () => await UnderAsync(1) == 1, "all but the one that could not be written are under the new key");
        await Patience.UntilAsync(async () =>
        {
            Host.Time.Advance(KeyRotation.Period);
            return await UnderAsync(1) == 0;
        }, "the last one is under the new key, too");
    }

    [Fact]
    public async Task Killed_half_way_the_next_start_does_the_rest()
    {
        var secrets = new Dictionary<string, string>();
        for (var i = 0; i < 60; i++) secrets[$"shop{i}@example.com"] = (await RegisterAsync($"shop{i}@example.com")).ApiSecret;
        await RotateAsync();
        await RestartAsync(GrainHost.Keys(2, older: 1));
        var gate = new TaskCompletionSource();
        (Host.Storage.PassFirst, Host.Storage.Gate) = (20, gate.Task);
        var sealing = Host.Get<KeyRotation>().SealAsync(default);
        await Patience.UntilAsync(async () => await UnderAsync(1) == 40, "a third is under the new key");
        await DieAndStartAsync(GrainHost.Keys(2, older: 1));
        gate.SetResult();
        (await UnderAsync(1)).Should().Be(40, "nothing of the dead process is written any more");
        // How it ends in the process that is gone is nobody's business.
        await Task.WhenAny(sealing);

        await RotateAsync();
        await RestartAsync(GrainHost.Keys(2));
        foreach (var (email, secret) in secrets) (await Merchant(email).GetAsync())!.Secret.Should().Be(secret);
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
        (await Host.Get<KeyRotation>().SealAsync(default)).Should().BeFalse("the old key is needed yet");

        (await Host.Get<MerchantQueries>().SealedUnderAsync(GrainHost.Keys(1).Current.Id, null, 10)).Should().Equal(damaged.Merchant.Id);
        (await Host.Get<MerchantQueries>().SealedUnderAsync(GrainHost.Keys(2).Current.Id, null, 10)).Should().HaveCount(5);
    }

    [Fact]
    public async Task A_merchant_that_changes_meanwhile_loses_nothing()
    {
        var keys = await RegisterAsync("shop@example.com");
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await Task.WhenAll(Merchant().UpdateAsync(new UpdateMerchant { Name = "New" }), RotateAsync());

        await RestartAsync(GrainHost.Keys(2));
        var access = await Merchant().GetAsync();
        (access!.Merchant.Name, access.Secret).Should().Be(("New", keys.ApiSecret));
    }

    [Fact]
    public async Task The_installation_key_is_sealed_afresh_too()
    {
        var before = await Host.Get<Settings>().GetOrAddAsync("installation-key", "");
        await RestartAsync(GrainHost.Keys(2, older: 1));
        await RotateAsync();
        var after = await Host.Get<Settings>().GetOrAddAsync("installation-key", "");
        before.Should().StartWith(GrainHost.Keys(1).Current.Id);
        after.Should().StartWith(GrainHost.Keys(2).Current.Id);
    }

    private async Task<MerchantKeys> RegisterAsync(string email) => (await Merchant(email).RegisterAsync(Registration with { Email = email }))!;

    private async Task<int> UnderAsync(byte key) => (await Host.Get<MerchantQueries>().SealedUnderAsync(GrainHost.Keys(key).Current.Id, null, 1000)).Count;

    private async Task RotateAsync() => (await Host.Get<KeyRotation>().SealAsync(default)).Should().BeTrue();
}
