using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Payments.Domain.Money;
using Payments.Http.Api;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus;
using Payments.Providers.Cryptomus.Answers;

namespace Payments.Http.Faces.Recharge;

/// <summary>What an account at Cryptomus has: the operator sees the installation's, a merchant its own and no other.</summary>
internal sealed partial class RechargeBalances(
    RechargeWays ways, InstallationAccounts installation, ProviderHttp http, ILogger<RechargeBalances> logger)
{
    /// <summary>What the face says where Cryptomus refuses or does not answer.</summary>
    public static string ApiError(string why) => $"Cryptomus API error: {why}";

    /// <summary>The balances.</summary>
    public async Task<IResult> AnswerAsync(ApiCall call)
    {
        var account = call.Caller is null
            ? installation.Of(CryptomusProvider.ProviderName)
            : await ways.AccountAsync(call.Access.Merchant);
        if (account is null) return call.Refuse(StatusCodes.Status503ServiceUnavailable, RechargeWays.NotConfigured);
        if (call.Caller is not null && account.Owner is null)
            return call.Refuse(StatusCodes.Status403Forbidden, "account: is the installation's, and its balance the operator's to see");
        switch (await new CryptomusClient(http, CryptomusAccount.Of(account)).GetBalanceAsync(call.Http.RequestAborted))
        {
            case ProviderAnswer<CryptomusBalances>.Ok { Value: var found }:
                var view = new RechargeBalancesView(Of(found.Merchant), Of(found.User));
                return TypedResults.Json(view, RechargeJson.Relaxed.RechargeBalancesView);
            case ProviderAnswer<CryptomusBalances>.Refused { Refusal.Message: var why }:
                LogApiError(logger, why);
                return call.Refuse(StatusCodes.Status502BadGateway, ApiError(why));
            case ProviderAnswer<CryptomusBalances>.Unknown { Reason: var why }:
                LogApiError(logger, why);
                return call.Refuse(StatusCodes.Status503ServiceUnavailable, ApiError(why));
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is no outcome.");
        }
    }

    private static IReadOnlyList<RechargeBalanceView> Of(IReadOnlyList<CryptomusBalance> balances) =>
        [.. balances.Select(one => new RechargeBalanceView(one.Currency, PlainDecimal.Format(one.Amount)))];

    [LoggerMessage(LogLevel.Error, "Cryptomus API error: {Reason}. The balance was not shown; no money is concerned")]
    private static partial void LogApiError(ILogger logger, string reason);
}
