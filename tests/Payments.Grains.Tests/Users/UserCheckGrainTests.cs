using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Grains.Tests.Alarms;
using Payments.Grains.Users;
using Payments.Storage;
using Payments.Testing;

namespace Payments.Grains.Tests.Users;

/// <summary>The daily comparison, on the test's clock.</summary>
public sealed class UserCheckGrainTests : AlarmHost
{
    private static readonly string WalletKey = UserWalletKey.Of(new MerchantId(new string('b', 32)), new UserId("u"));

    private IUserCheckGrain Check => Host.Grains.GetGrain<IUserCheckGrain>(IUserCheckGrain.Key);

    protected override void Add(IServiceCollection services)
    {
    }

    [Fact]
    public async Task It_compares_at_once_and_then_a_day_after_and_keeps_what_it_found()
    {
        await Host.Grains.GetGrain<IUserWalletGrain>(WalletKey).CreditAsync(new UserCredit { Key = "c", Currency = "CNY", Amount = 5 });
        var began = Now;
        await Check.StartAsync();
        (await FoundAsync(began)).Should().Match<UserCheck>(found => found.Wallets == 1 && found.Entries == 1 && found.Differences == 0);

        await Host.Get<IDatabase>().WriteAsync((connection, transaction) =>
            connection.ExecuteAsync("UPDATE user_entries SET amount = '6'", transaction: transaction));
        await PassAsync(UserCheckGrain.Period - UserCheckGrain.LookEvery);
        (await Check.GetAsync())!.At.Should().Be(began, "a day is not over");
        // A reminder may skip a tick; a day's worth of them is more than enough.
        for (var hour = 0; hour < 24 && (await Check.GetAsync())!.At == began; hour++) await PassAsync(UserCheckGrain.LookEvery);
        var second = await FoundAsync(began + UserCheckGrain.Period);
        second.Differences.Should().BeGreaterThan(0);
        second.Examples.Should().OnlyContain(example => example.StartsWith(WalletKey, StringComparison.Ordinal));

        await RestartAsync(GrainHost.Keys(1));
        await Check.StartAsync();
        (await Check.GetAsync())!.Should().BeEquivalentTo(second, "it was stored, and none is due");
    }

    /// <summary>The comparison that began at a time or later; it runs beside the grain's calls, on no clock of the test.</summary>
    private async Task<UserCheck> FoundAsync(DateTimeOffset since)
    {
        UserCheck? found = null;
        await Patience.UntilAsync(async () => (found = await Check.GetAsync()) is { } check && check.At >= since, "it compared");
        return found!;
    }
}
