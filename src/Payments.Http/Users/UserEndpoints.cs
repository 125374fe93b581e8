using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Users;
using Payments.Domain.Merchants;
using Payments.Domain.Users;
using Payments.Http.Api;

namespace Payments.Http.Users;

/// <summary>A merchant's end users: balances, statements, and what they spend. Credits come from orders and static wallets.</summary>
internal sealed class UserEndpoints(UserStatements statements, TimeProvider time) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/users/{user}/balance", KeyScopes.Read, call => statements.BalanceAsync(call, UserRequest.User(call)));
        routes.MapOwn("GET", "/users/{user}/statement", KeyScopes.Read, call => statements.StatementAsync(call, UserRequest.User(call)));
        routes.MapOwn("POST", "/users/{user}/debits", KeyScopes.Create, DebitAsync);
        routes.MapOwn("POST", "/users/{user}/holds", KeyScopes.Create, HoldAsync);
        routes.MapOwn("POST", "/users/{user}/holds/{key}/capture", KeyScopes.Create, call =>
            ChangeAsync(call, (wallet, change) => wallet.CaptureAsync(change)));
        routes.MapOwn("POST", "/users/{user}/holds/{key}/release", KeyScopes.Create, call =>
            ChangeAsync(call, (wallet, change) => wallet.ReleaseAsync(change)));
        routes.MapOwn("POST", "/users/{user}/entries/{key}/reverse", KeyScopes.Refunds, call =>
            ChangeAsync(call, (wallet, change) => wallet.ReverseAsync(change)));
    }

    private static async Task<IResult> DebitAsync(ApiCall call)
    {
        var user = UserRequest.User(call);
        var spend = UserRequest.Spend(call, await call.BodyAsync("key", "currency", "amount", "text"), expiresAt: null);
        return Answer(call, await Wallet(call, user).DebitAsync(spend));
    }

    private async Task<IResult> HoldAsync(ApiCall call)
    {
        var user = UserRequest.User(call);
        var body = await call.BodyAsync("key", "currency", "amount", "text", "expires_at");
        var spend = UserRequest.Spend(call, body, UserRequest.ExpiresAt(body, time.GetUtcNow()));
        return Answer(call, await Wallet(call, user).HoldAsync(spend));
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, Func<IUserWalletGrain, UserChange, Task<UserResult>> change)
    {
        var user = UserRequest.User(call);
        var asked = UserRequest.Change(call, await call.BodyAsync("key", "amount", "text"));
        return Answer(call, await change(Wallet(call, user), asked));
    }

    private static IUserWalletGrain Wallet(ApiCall call, UserId user) =>
        call.Grains.Find<IUserWalletGrain>(UserWalletKey.Of(call.Access.Merchant.Id, user));

    /// <summary>The answer to a change of a user's wallet.</summary>
    public static IResult Answer(ApiCall call, UserResult result)
    {
        if (UserErrors.Of(result) is { } refusal) throw refusal;
        if (result.Outcome == UserOutcome.Repeated) call.Http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        return call.Answer(UserEntryView.Of(result.Entry!), ApiJson.Relaxed.EnvelopeUserEntryView, StatusCodes.Status201Created);
    }
}
