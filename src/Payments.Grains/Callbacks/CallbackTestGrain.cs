using System.Globalization;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Orders;

namespace Payments.Grains.Callbacks;

/// <summary>Tries out callback addresses, by the sender of real callbacks: same addresses refused, same limits. One at a time for each merchant, and few within a minute: whoever has a key could otherwise have any host called from here.</summary>
public sealed class CallbackTestGrain(ICallbackSender sender, MerchantReader merchants, TimeProvider time) : Grain, ICallbackTestGrain
{
    /// <summary>Tests within a minute.</summary>
    public const int MinuteLimit = 10;

    private readonly Queue<DateTimeOffset> recent = new();

    /// <inheritdoc />
    public async Task<CallbackTest?> RunAsync(string url, Face face)
    {
        var format = CallbackFormats.Of(face);
        var now = time.GetUtcNow();
        if (!Take(now)) return null;
        var merchant = (await AccessAsync()).Merchant;
        var delivery = DeliveryOf(url, format, format.Test(merchant.Pid, now), merchant.Id, now);
        var attempts = new List<DeliveryAttempt>(2);
        await sender.AttemptAsync(delivery, merchant, attempts, CancellationToken.None);
        if (attempts.LastOrDefault() is { Error: null }) await AttemptOthersAsync(delivery, format, attempts);
        // The merchant's own setting stands; where it is auto, GET comes first from now on, and what it teaches counts.
        var isGetFirst = CallbackFinding.Of(attempts).BelievesPost && format.Methods.Contains("GET");
        if (isGetFirst && merchant.NotifyMethod == NotifyMethod.Auto)
            await GrainFactory.Find<IMerchantGrain>(merchant.Id.GrainKey).LearnNotifyMethodAsync(CallbackUrl.HostOf(url), NotifyMethod.Get);
        return attempts.Count == 0 ? null : new CallbackTest { Payload = delivery.Payload, Attempts = attempts };
    }

    /// <inheritdoc />
    public async Task<CallbackTest?> SendWebhookAsync(string url, string eventType, string data, string? endpoint)
    {
        var now = time.GetUtcNow();
        if (!Take(now)) return null;
        var access = await AccessAsync();
        var merchant = access.Merchant.Id;
        var secrets = access.SecretsOf(endpoint, now);
        if (secrets.Count == 0) return null;
        var id = WebhookId.Of(string.Create(CultureInfo.InvariantCulture, $"test|{merchant.Value}|{now.UtcTicks}"));
        var content = WoPayCallback.SignedTest(eventType, data, id, new CallbackKeys(secrets[0], secrets), now);
        var delivery = DeliveryOf(url, CallbackFormats.Webhook, content, merchant, now);
        var attempts = new List<DeliveryAttempt>(1);
        await sender.AttemptAsync(delivery, access.Merchant, attempts, CancellationToken.None);
        return attempts.Count == 0
            ? null
            : new CallbackTest { Payload = content.Payload, Attempts = attempts, Headers = content.Headers };
    }

    private static Delivery DeliveryOf(
        string url, ICallbackFormat format, CallbackContent content, MerchantId merchant, DateTimeOffset now) => new()
        {
            Order = new OrderId(new string('0', 32)),
            Number = 1,
            Merchant = merchant,
            Url = url,
            Face = format.Face,
            Form = format.Form,
            Payload = content.Payload,
            Headers = content.Headers,
            CreatedAt = now,
        };

    /// <summary>Takes one of the minute's tests; false where none is left.</summary>
    private bool Take(DateTimeOffset now)
    {
        while (recent.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromMinutes(1)) recent.Dequeue();
        if (recent.Count >= MinuteLimit) return false;
        recent.Enqueue(now);
        return true;
    }

    private async Task<MerchantAccess> AccessAsync()
    {
        var id = CallbackTest.MerchantOf(this.GetPrimaryKeyString());
        return await merchants.FindAsync(id) ?? throw new InvalidOperationException($"Merchant {id} does not exist.");
    }

    /// <summary>A shop that takes what is not signed may not have read it: what it answers to the other method tells.</summary>
    private async Task AttemptOthersAsync(Delivery delivery, ICallbackFormat format, List<DeliveryAttempt> attempts)
    {
        foreach (var method in format.Methods.Except(attempts.Select(attempt => attempt.Method)).ToArray())
            if (await sender.SendAsync(delivery, method, CancellationToken.None) is { } attempt) attempts.Add(attempt);
    }
}
