using System.Text;
using Orleans.Runtime;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Storage.Queries;
using Payments.Storage.States;
using Payments.Testing;

namespace Payments.Grains.Tests.Merchants;

public sealed class MerchantGrainTests : MerchantHost
{
    [Fact]
    public async Task Registration_gives_keys_once_and_never_again()
    {
        var keys = await Merchant().RegisterAsync(Registration);

        keys!.ApiKey.Should().StartWith("wopay_live_");
        keys.ApiSecret.Should().StartWith("wopay_secret_");
        keys.Merchant.Pid.Should().Be(1000);
        keys.Merchant.CreatedAt.Should().Be(Host.Time.GetUtcNow());
        (await Merchant().RegisterAsync(Registration)).Should().BeNull();
        (await Merchant(" Shop@Example.COM ").RegisterAsync(Registration)).Should().BeNull();
    }

    [Fact]
    public async Task Many_registrations_of_one_address_at_once_make_one_merchant()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Merchant().RegisterAsync(Registration)));
        results.Count(keys => keys is not null).Should().Be(1);
    }

    [Fact]
    public async Task Every_merchant_has_a_pid_of_its_own_and_is_found_by_it_and_by_its_key()
    {
        var registered = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Merchant($"m{i}@example.com").RegisterAsync(Registration with { Email = $"m{i}@example.com" })));

        registered.Select(keys => keys!.Merchant.Pid).Order().Should().Equal(Enumerable.Range(1000, 20).Select(pid => (long)pid));
        var one = registered[7]!;
        var queries = Host.Get<MerchantQueries>();
        (await queries.ByPidAsync(one.Merchant.Pid)).Should().Be(one.Merchant.Id);
        (await queries.ByApiKeyHashAsync(ApiKeys.Hash(one.ApiKey))).Should().Be(one.Merchant.Id);
    }

    [Fact]
    public async Task The_row_holds_neither_key_nor_secret()
    {
        var keys = await Merchant().RegisterAsync(Registration);

        var row = await Host.Get<IStateStore>().ReadAsync(StateTable.Merchants, keys!.Merchant.Id.GrainKey);
        var json = Encoding.UTF8.GetString(row!.Value.State);
        json.Should().NotContain(keys.ApiKey).And.NotContain(keys.ApiSecret).And.NotContain("wopay_");
        json.Should().Contain(ApiKeys.Hash(keys.ApiKey));
        keys.ToString().Should().NotContain("wopay_");
        (await Merchant().GetAsync())!.ToString().Should().NotContain("wopay_");
    }

    [Fact]
    public async Task The_secret_is_there_in_the_clear_for_the_faces_also_after_a_restart()
    {
        var keys = await Merchant().RegisterAsync(Registration);
        (await Merchant().GetAsync())!.Secret.Should().Be(keys!.ApiSecret);

        await RestartAsync(GrainHost.Keys(1));

        var access = await Merchant().GetAsync();
        access!.Secret.Should().Be(keys.ApiSecret);
        access.Merchant.Should().BeEquivalentTo(keys.Merchant);
    }

    [Fact]
    public async Task Nobody_is_nobody()
    {
        (await Merchant().GetAsync()).Should().BeNull();
        (await Merchant().UpdateAsync(new UpdateMerchant { Name = "x" })).Should().BeNull();
        (await Merchant().IssueKeysAsync(secretToo: true)).Should().BeNull();
        (await Merchant().RemoveWalletAsync("x")).Outcome.Should().Be(WalletOutcome.UnknownMerchant);
        await Merchant().LearnNotifyMethodAsync("shop.example", NotifyMethod.Get);
        Host.Storage.Writes.Should().Be(0);
    }

    [Fact]
    public async Task Asking_for_unknown_ids_leaves_no_activation_behind()
    {
        for (var i = 0; i < 50; i++) (await Merchant($"nobody{i}@example.com").GetAsync()).Should().BeNull();
        await Patience.UntilAsync(
            async () => (await Host.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
                .Count(grain => grain.GrainId.Type.ToString() == "merchant"),
            count => count == 0, "no merchant is active");
    }

    [Fact]
    public async Task New_keys_replace_the_old_ones_at_once()
    {
        var before = await Merchant().RegisterAsync(Registration);
        var after = await Merchant().IssueKeysAsync(secretToo: true);

        after!.ApiKey.Should().NotBe(before!.ApiKey);
        (await Merchant().GetAsync())!.Secret.Should().Be(after.ApiSecret).And.NotBe(before.ApiSecret);
        var queries = Host.Get<MerchantQueries>();
        (await queries.ByApiKeyHashAsync(ApiKeys.Hash(before.ApiKey))).Should().BeNull();
        (await queries.ByApiKeyHashAsync(ApiKeys.Hash(after.ApiKey))).Should().Be(before.Merchant.Id);
        after.Merchant.Pid.Should().Be(before.Merchant.Pid);
    }

    [Fact]
    public async Task A_new_API_key_alone_leaves_the_secret_that_shops_sign_with()
    {
        var before = await Merchant().RegisterAsync(Registration);
        var after = await Merchant().IssueKeysAsync(secretToo: false);

        (after!.ApiSecret, after.Merchant.SealedSecret).Should().Be((null, before!.Merchant.SealedSecret));
        (await Merchant().GetAsync())!.Secret.Should().Be(before.ApiSecret);
        (await Host.Get<MerchantQueries>().ByApiKeyHashAsync(ApiKeys.Hash(before.ApiKey))).Should().BeNull();
        (await Host.Get<MerchantQueries>().ByApiKeyHashAsync(ApiKeys.Hash(after.ApiKey))).Should().Be(before.Merchant.Id);
    }

    [Fact]
    public async Task A_registration_whose_answer_got_lost_is_not_lost()
    {
        Host.Storage.LoseNextAnswer = new TimeoutException("no answer");
        await Merchant().Awaiting(merchant => merchant.RegisterAsync(Registration)).Should().ThrowAsync<OrleansException>();
        (await Merchant().RegisterAsync(Registration)).Should().BeNull("it happened, and nobody has seen the keys");

        var keys = await Merchant().IssueKeysAsync(secretToo: true);
        (await Merchant().GetAsync())!.Secret.Should().Be(keys!.ApiSecret);
        (await Host.Get<MerchantQueries>().ByApiKeyHashAsync(ApiKeys.Hash(keys.ApiKey))).Should().Be(keys.Merchant.Id);
    }

    [Fact]
    public async Task Changes_are_written_once_and_no_change_not_at_all()
    {
        await Merchant().RegisterAsync(Registration);
        var writes = Host.Storage.Writes;

        (await Merchant().UpdateAsync(new UpdateMerchant { Name = "Shop" }))!.Name.Should().Be("Shop");
        Host.Storage.Writes.Should().Be(writes);
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        var changed = await Merchant().UpdateAsync(new UpdateMerchant { Name = "New", NotifyMethod = NotifyMethod.Post });
        (changed!.Name, changed.NotifyMethod, changed.UpdatedAt, changed.WebhookUrl).Should().Be(("New", NotifyMethod.Post, Host.Time.GetUtcNow(), "https://shop.example/hook"));
        Host.Storage.Writes.Should().Be(writes + 1);
    }

    [Fact]
    public async Task What_a_host_hears_is_written_on_change_only()
    {
        await Merchant().RegisterAsync(Registration);
        var writes = Host.Storage.Writes;
        for (var i = 0; i < 3; i++) await Merchant().LearnNotifyMethodAsync("shop.example", NotifyMethod.Get);
        Host.Storage.Writes.Should().Be(writes + 1);

        await RestartAsync(GrainHost.Keys(1));
        (await Merchant().GetAsync())!.Merchant.LearnedMethods.Should().Equal(new Dictionary<string, NotifyMethod> { ["shop.example"] = NotifyMethod.Get });
    }

    [Fact]
    public async Task A_crash_between_number_and_write_loses_the_number_only()
    {
        Host.Storage.FailNextWrite = new IOException("disk full");
        (await Merchant().Awaiting(merchant => merchant.RegisterAsync(Registration)).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();

        (await Merchant().GetAsync()).Should().BeNull();
        (await Merchant().RegisterAsync(Registration))!.Merchant.Pid.Should().Be(1001);
    }

    [Fact]
    public async Task A_write_whose_answer_got_lost_is_read_afresh()
    {
        await Merchant().RegisterAsync(Registration);
        Host.Storage.LoseNextAnswer = new TimeoutException("no answer");
        (await Merchant().Awaiting(merchant => merchant.UpdateAsync(new UpdateMerchant { Name = "New" })).Should().ThrowAsync<OrleansException>()).WithInnerException<TimeoutException>();

        (await Merchant().GetAsync())!.Merchant.Name.Should().Be("New");
        (await Merchant().UpdateAsync(new UpdateMerchant { Name = "Newer" }))!.Name.Should().Be("Newer");
    }

    [Fact]
    public async Task A_failed_write_leaves_nothing_behind()
    {
        await Merchant().RegisterAsync(Registration);
        Host.Storage.FailNextWrite = new IOException("disk full");
        (await Merchant().Awaiting(merchant => merchant.UpdateAsync(new UpdateMerchant { Name = "New" })).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();

        (await Merchant().GetAsync())!.Merchant.Name.Should().Be("Shop");
    }

    [Fact]
    public async Task Readers_see_only_what_was_committed()
    {
        await Merchant().RegisterAsync(Registration);
        var gate = new TaskCompletionSource();
        Host.Storage.Gate = gate.Task;
        var update = Merchant().UpdateAsync(new UpdateMerchant { Name = "New" });

        (await Merchant().GetAsync())!.Merchant.Name.Should().Be("Shop");
        update.IsCompleted.Should().BeFalse();
        gate.SetResult();
        await update;
        (await Merchant().GetAsync())!.Merchant.Name.Should().Be("New");
    }

    [Fact]
    public async Task A_new_master_key_takes_over_with_the_next_write()
    {
        var keys = await Merchant().RegisterAsync(Registration);
        await RestartAsync(GrainHost.Keys(2, older: 1));
        (await Merchant().GetAsync())!.Secret.Should().Be(keys!.ApiSecret);
        var merchant = await Merchant().UpdateAsync(new UpdateMerchant { Name = "New" });

        merchant!.SealedSecret.Should().StartWith(GrainHost.Keys(2).Current.Id);
        (await Merchant().GetAsync())!.Secret.Should().Be(keys.ApiSecret);
    }

    [Fact]
    public async Task A_secret_moved_to_another_merchants_row_does_not_open()
    {
        var victim = await Merchant().RegisterAsync(Registration);
        var thief = await Merchant("thief@example.com").RegisterAsync(Registration with { Email = "thief@example.com" });
        var store = Host.Get<IStateStore>();
        var row = (await store.ReadAsync(StateTable.Merchants, thief!.Merchant.Id.GrainKey))!.Value;
        var forged = Encoding.UTF8.GetString(row.State).Replace(thief.Merchant.SealedSecret, victim!.Merchant.SealedSecret);
        await store.WriteAsync(StateTable.Merchants, thief.Merchant.Id.GrainKey, Encoding.UTF8.GetBytes(forged), row.Version);

        await RestartAsync(GrainHost.Keys(1));

        (await Merchant("thief@example.com").Awaiting(merchant => merchant.GetAsync()).Should().ThrowAsync<SecretException>()).WithMessage("*sealed for something else*");
        (await Merchant().GetAsync())!.Secret.Should().Be(victim.ApiSecret);
    }

    [Fact]
    public void Ids_are_those_of_the_domain() => MerchantId.TryParse(Host.Get<Payments.Contracts.Orders.IOrderIds>().ForEmail("a@b.c").Value, out _).Should().BeTrue();
}
