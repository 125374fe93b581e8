using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Payments.Contracts;
using Payments.Contracts.Charges;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Secrets;
using Payments.Http.Api;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.ProviderCallbacks;
using Payments.Providers.Cryptomus;
using Payments.Providers.Simulated;

namespace Payments.Http.Faces.Recharge;

/// <summary>
/// Begins recharges: an order that credits its end user, with a charge at a provider or a quote in the merchant's own wallets.
/// </summary>
internal sealed partial class Recharges(
    RechargeWays ways, WalletSelector wallets, ChargeStarts charges, CashierStates states, PublicAddress address, IOrderIds ids,
    ClientAddresses clients, IRandomBytes random, TimeProvider time, ILogger<Recharges> logger)
{
    private const string CreationFailed = "Cryptomus payment creation failed";
    private const string NumberPrefix = "rc-";
    private const int NumberBytes = 16;

    /// <summary>Begins a recharge, or finds the one that the same user began with the same key.</summary>
    /// <param name="call">The end user's request.</param>
    /// <param name="wish">What is asked for.</param>
    /// <param name="key">The request's idempotency key; null where each request is a new recharge.</param>
    /// <exception cref="InputException">The order could not be opened.</exception>
    public async Task<IResult> BeginAsync(ApiCall call, RechargeWish wish, string? key)
    {
        var merchant = call.Access.Merchant.OpenAt(time.GetUtcNow());
        var way = ways.Of(merchant, wish.Currency);
        if (way == RechargeWay.None)
        {
            LogNotConfigured(logger, merchant.Id);
            return call.Refuse(StatusCodes.Status503ServiceUnavailable, RechargeWays.NotConfigured);
        }
        var wallet = way == RechargeWay.Wallets ? await WalletAsync(merchant, wish) : null;
        var method = wallet is null ? MethodOf(way) : null;
        var number = NumberOf(call, key);
        var order = ids.For(merchant.Id, number);
        var created = await call.Grains.Find<IOrderGrain>(order.GrainKey).CreateAsync(Command(call, wish, number, way, wallet, method));
        if (RechargeErrors.Of(created) is { } refusal) throw refusal;
        if (method is not null && await ChargeAsync(call, order, wish, method) is { } failure) return failure;
        var isNew = created.Outcome != CreateOutcome.Existing;
        if (!isNew) call.Http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        var view = RechargeView.Of((await states.ReadAsync(order))!, address.Cashier(order));
        return TypedResults.Json(
            view, RechargeJson.Relaxed.RechargeView, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private CreateOrder Command(
        ApiCall call, RechargeWish wish, string number, RechargeWay way, Wallet? wallet, string? method) => new()
        {
            Merchant = call.Access.Merchant.Id,
            Number = number,
            Money = wish.Amount,
            Currency = wish.Currency,
            WalletId = wallet?.Id,
            Method = method,
            Network = clients.Of(call.Http)?.ToString(),
            Terms = new OrderTerms
            {
                Face = Face.Recharge,
                ReturnUrl = wish.ReturnUrl,
                // It stands in the statement and in every list, so a simulated one says so there as well.
                Subject = way == RechargeWay.Simulated ? $"Recharge: {SimulatedProvider.Title}" : "Recharge",
                Type = wish.Coin?.ToLowerInvariant() ?? method,
                MoneyText = wish.AmountText,
                User = call.User.Value,
            },
        };

    private static string MethodOf(RechargeWay way) => way switch
    {
        RechargeWay.Cryptomus => CryptomusProvider.MethodName,
        RechargeWay.Simulated => SimulatedProvider.MethodName,
        _ => throw new InvalidOperationException($"{way} is no way to pay at a provider."),
    };

    /// <summary>Begins the charge; null where it is there.</summary>
    private async Task<IResult?> ChargeAsync(ApiCall call, OrderId order, RechargeWish wish, string method)
    {
        var result = await charges.StartAsync(call.Http, order, new ChargeWish(method, PayerCurrency: wish.Coin, Network: wish.Network));
        switch (result.Outcome)
        {
            case StartChargeOutcome.Started:
                LogCreated(logger, order);
                return null;
            case StartChargeOutcome.Existing:
                return null;
            case StartChargeOutcome.Refused:
                LogFailed(logger, order, result.Detail);
                return call.Refuse(StatusCodes.Status502BadGateway, $"{CreationFailed}: {result.Detail}");
            case StartChargeOutcome.Unknown:
                LogFailed(logger, order, result.Detail);
                return call.Refuse(StatusCodes.Status503ServiceUnavailable, $"{CreationFailed}, try again: {result.Detail}");
            default:
                throw ChargeStarts.Refusal(result)!;
        }
    }

    /// <summary>The merchant's wallet for the coin that was asked for; the only one where none was.</summary>
    private async Task<Wallet> WalletAsync(Merchant merchant, RechargeWish wish)
    {
        Wallet[] fitting = [.. merchant.Wallets.Where(wallet => wallet.Takes(wish.Currency))];
        if (fitting.Length == 0)
            throw new InputException("currency", merchant.Wallets.Count == 0
                ? "this merchant has no wallet"
                : $"expected one of {string.Join(", ", merchant.Wallets.Select(wallet => wallet.Currency).Distinct())}");
        var coins = fitting.DistinctBy(wallet => (wallet.Chain, wallet.Token)).ToArray();
        if (wish.Coin is null && coins.Length == 1) return fitting[0];
        var type = wish.Network is null ? wish.Coin : $"{wish.Coin}-{wish.Network}";
        return await wallets.SelectAsync(fitting, type) ?? throw new InputException(
            "to_currency", $"expected one of {string.Join(", ", coins.Select(wallet => $"{wallet.Token} on {wallet.Chain}"))}");
    }

    /// <summary>The same user's same key is the same number, so that the order itself knows a repeated request.</summary>
    private string NumberOf(ApiCall call, string? key)
    {
        if (key is null) return NumberPrefix + random.Hex(NumberBytes);
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes($"{call.User.Value}\n{key}"));
        return NumberPrefix + Convert.ToHexStringLower(digest.AsSpan(0, NumberBytes));
    }

    [LoggerMessage(LogLevel.Information, "Cryptomus payment created: {Order}")]
    private static partial void LogCreated(ILogger logger, OrderId order);

    [LoggerMessage(LogLevel.Error,
        "Cryptomus payment creation failed: {Order}, {Reason}. The user was told; the same request may be sent again")]
    private static partial void LogFailed(ILogger logger, OrderId order, string? reason);

    [LoggerMessage(LogLevel.Error, "Cryptomus not configured: merchant {Merchant} has no account there, and none of the installation's " +
        "serves it. Set CRYPTOMUS_API_KEY and CRYPTOMUS_MERCHANT_UUID, or the merchant's own account or wallets")]
    private static partial void LogNotConfigured(ILogger logger, MerchantId merchant);
}
