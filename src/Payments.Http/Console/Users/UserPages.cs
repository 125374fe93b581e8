using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Users;
using Payments.Domain.People;
using Payments.Domain.Users;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Users;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Users;

/// <summary>Wallets of a shop's end users: one is looked up by name; balances, holds and a statement in one currency.</summary>
internal sealed class UserPages(UserLedgers ledgers)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/users";

    private const int PageSize = 25;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, ShowAsync);
        routes.MapShop("GET", Path + "/export", ShopAction.Export, call => Task.FromResult(UserCsv.Of(ledgers.AllAsync(
            call.Shop.Id, UserRequest.User(call.Query("user")), UserRequest.Currency(call.Query("currency")), call.Http.RequestAborted))));
    }

    private async Task<IResult> ShowAsync(ConsoleCall call)
    {
        var shown = new ShownUser();
        if (call.Query("user") is not { } name) return call.Page<UsersPage>(new() { [nameof(UsersPage.Shown)] = shown });
        try
        {
            var user = UserRequest.User(name);
            var wallet = await call.Grains.Find<IUserWalletGrain>(UserWalletKey.Of(call.Shop.Id, user)).GetAsync();
            shown = new ShownUser { User = user, Wallet = wallet };
            if ((call.Query("currency") ?? wallet?.Balances.FirstOrDefault()?.Currency) is { } text)
            {
                var currency = UserRequest.Currency(text);
                var page = await ledgers.PageAsync(call.Shop.Id, user, currency, ApiRules.AfterNumber(call.Query("after")), PageSize);
                shown = shown with { Currency = currency, Statement = page };
            }
            return call.Page<UsersPage>(new() { [nameof(UsersPage.Shown)] = shown });
        }
        catch (InputException refusal)
        {
            return call.Page<UsersPage>(
                new() { [nameof(UsersPage.Shown)] = shown, [nameof(UsersPage.Wrong)] = refusal.Message }, refusal.Status);
        }
    }
}
