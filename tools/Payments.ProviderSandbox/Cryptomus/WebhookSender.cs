using System.Globalization;
using System.Text.Json.Nodes;
using Payments.ProviderSandbox.Common;
using Payments.Testing;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>Signs webhooks with Node and sends them, with the faults that were ordered.</summary>
internal sealed class WebhookSender(FaultBook faults, NoticeSender sender)
{
    /// <summary>Sends one, unless it has nowhere to go.</summary>
    public async Task SendAsync(string? url, JsonObject data, string key)
    {
        if (url is null) return;
        if (faults.Take(Fault.OtherAmount))
            data["amount"] = SandboxInvoice.Text(decimal.Parse((string)data["amount"]!, CultureInfo.InvariantCulture) * 10);
        var body = await CryptomusOracle.WebhookAsync(data.ToJsonString(), faults.Take(Fault.Forged) ? "somebody-elses-key" : key);
        await sender.SendAsync(new PreparedNotice(url, body, "application/json"));
    }
}
