using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Charges;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Http.Common;

namespace Payments.Http.ProviderCallbacks;

/// <summary>Begins payments at providers for all faces.</summary>
internal sealed class ChargeStarts(IGrainFactory grains, PublicAddress address, ClientAddresses clients)
{
    /// <summary>Begins a charge of an order, or finds the one that waits already.</summary>
    /// <param name="context">The request, for the payer's address; null where the caller is the shop's server.</param>
    /// <param name="order">The order.</param>
    /// <param name="wish">What the payer wants, without the gateway's own address.</param>
    public Task<ChargeResult> StartAsync(HttpContext? context, OrderId order, ChargeWish wish) =>
        grains.Find<IOrderGrain>(order.GrainKey).StartChargeAsync(new StartCharge
        {
            Method = wish.Method,
            PublicUrl = address.Root,
            PayerAddress = wish.PayerAddress ?? (context is null ? null : clients.Of(context)?.ToString()),
            PayerId = wish.PayerId,
            PayerCurrency = wish.PayerCurrency,
            Network = wish.Network,
            ReturnUrl = wish.ReturnUrl,
        });

    /// <summary>What a refusal means for the caller; null where the charge is there.</summary>
    public static InputException? Refusal(ChargeResult result) => result.Outcome switch
    {
        StartChargeOutcome.Started or StartChargeOutcome.Existing => null,
        StartChargeOutcome.NotFound => new InputException("order", "no such order", StatusCodes.Status404NotFound),
        StartChargeOutcome.NotOpen => new InputException("order", result.Detail!, StatusCodes.Status409Conflict),
        StartChargeOutcome.NoMethod => new InputException("method", result.Detail!),
        StartChargeOutcome.Refused =>
            new InputException("method", $"the provider refused: {result.Detail}", StatusCodes.Status502BadGateway),
        StartChargeOutcome.Unknown => new InputException(
            "method", $"the provider did not answer, try again: {result.Detail}", StatusCodes.Status503ServiceUnavailable),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };
}

/// <summary>What a payer wants of a provider.</summary>
/// <param name="Method">The way to pay.</param>
/// <param name="PayerId">The payer's id at the provider.</param>
/// <param name="PayerCurrency">The coin that the payer chose.</param>
/// <param name="Network">The network of that coin.</param>
/// <param name="PayerAddress">The payer's network address, where a shop's server says it.</param>
/// <param name="ReturnUrl">Where the payer comes back to; null for the gateway's own page for that.</param>
internal sealed record ChargeWish(
    string Method, string? PayerId = null, string? PayerCurrency = null, string? Network = null, string? PayerAddress = null,
    string? ReturnUrl = null);
