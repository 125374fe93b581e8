using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Users;

/// <summary>Shows a user's balances and statement, to his merchant as to himself.</summary>
internal sealed class UserStatements(UserLedgers ledgers)
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 100;

    /// <summary>What a user has.</summary>
    public async Task<IResult> BalanceAsync(ApiCall call, UserId user)
    {
        var wallet = await call.Grains.Find<IUserWalletGrain>(UserWalletKey.Of(Merchant(call), user)).GetAsync();
        return call.Answer(UserBalancesView.Of(user, wallet), ApiJson.Relaxed.EnvelopeUserBalancesView);
    }

    /// <summary>His entries in one currency: a page, or all of them as CSV.</summary>
    public async Task<IResult> StatementAsync(ApiCall call, UserId user)
    {
        var currency = UserRequest.Currency(call.Query("currency"));
        if (ApiRules.IsCsv(call)) return UserCsv.Of(ledgers.AllAsync(Merchant(call), user, currency, call.Http.RequestAborted));
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var before = ApiRules.AfterNumber(call.Query("after"));
        var page = await ledgers.PageAsync(Merchant(call), user, currency, before, limit);
        return call.Answer(UserStatementView.Of(user, currency, page), ApiJson.Relaxed.EnvelopeUserStatementView);
    }

    private static MerchantId Merchant(ApiCall call) => call.Access.Merchant.Id;
}
