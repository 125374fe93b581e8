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
        var second = await FoundAsync(began + UserCheckGrain.Period, isHoursPass: true);
        second.Differences.Should().BeGreaterThan(0);
        second.Examples.Should().OnlyContain(example => example.StartsWith(WalletKey, StringComparison.Ordinal));

        await RestartAsync(GrainHost.Keys(1));
        await Check.StartAsync();
        (await Check.GetAsync())!.Should().BeEquivalentTo(second, "it was stored, and none is due");
    }

    /// <summary>
    /// The comparison that began at a time or later. It runs beside the grain's calls, on no clock of the test; a reminder may skip a tick,
    /// and one that failed is made again an hour later.
    /// </summary>
    private async Task<UserCheck> FoundAsync(DateTimeOffset since, bool isHoursPass = false)
    {
        UserCheck? found = null;
        await Patience.UntilAsync(async () =>
        {
            if (isHoursPass) await PassAsync(UserCheckGrain.LookEvery);
            return (found = await Check.GetAsync()) is { } check && check.At >= since;
        }, "it compared");
        return found!;
    }
}
