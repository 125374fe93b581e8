using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;
using Payments.Http.Common;
using Payments.Http.ProviderCallbacks;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus;

namespace Payments.Http.Faces.Recharge;

/// <summary>
/// The document's addresses for Cryptomus' webhooks, of the installation's account and of merchants' own. They are taken as those to
/// <c>/notify/cryptomus/{merchant}</c> are: only the addresses differ.
/// </summary>
internal sealed partial class RechargeWebhooks(
    ProviderCatalog catalog, ProviderAccounts accounts, InstallationAccounts installation, Notices notices, Handled handled,
    ILogger<RechargeWebhooks> logger)
{
    private const string Path = "/orders/payments/cryptomus-webhook";

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder face)
    {
        face.MapPost(Path, handled.By(
            context => TakeAsync(context, installation.Of(CryptomusProvider.ProviderName)), NoticeEndpoints.WriteAsync));
        face.MapPost(Path + "/{merchant}", handled.By(
            async context => await TakeAsync(context, await FindAsync(context)), NoticeEndpoints.WriteAsync));
    }

    private async Task<ProviderAccount?> FindAsync(HttpContext context) =>
        MerchantId.TryParse((string?)context.Request.RouteValues["merchant"] ?? "", out var merchant)
            ? await accounts.FindAsync(merchant, CryptomusProvider.ProviderName)
            : throw new InputException("merchant", "no such merchant", StatusCodes.Status404NotFound);

    private async Task TakeAsync(HttpContext context, ProviderAccount? account)
    {
        if (account is null)
        {
            LogNotConfigured(logger, context.Request.Path);
            var refusal = new NoticeReply(
                StatusCodes.Status503ServiceUnavailable, "application/json",
                $$"""{"state":1,"message":"{{RechargeWays.NotConfigured}}"}""");
            await NoticeEndpoints.ReplyAsync(context, refusal);
            return;
        }
        await notices.AnswerAsync(context, catalog.Find(CryptomusProvider.ProviderName)!, account);
    }

    [LoggerMessage(LogLevel.Warning,
        "Cryptomus not configured: a webhook came to {Path}, whose account does not exist. It was refused and will come again")]
    private static partial void LogNotConfigured(ILogger logger, string path);
}
