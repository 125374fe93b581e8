using System.Text;
using Payments.Domain.Callbacks;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Keys;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>
/// Calls Alipay's gateway for one account. Answers are believed by their signature alone; one under a certificate that is not known has it
/// downloaded first.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="account">Whose account it is.</param>
/// <param name="time">The clock of requests.</param>
public sealed partial class AlipayClient(ProviderHttp http, AlipayAccount account, TimeProvider time)
{
    /// <summary>The named client's name.</summary>
    public const string ClientName = "alipay";

    private const string CertificateMethod = "alipay.open.app.alipaycert.download";

    /// <summary>
    /// Makes a certificate of Alipay's known: answers and notices name it by its number, and it changes every few years.
    /// </summary>
    /// <returns>Why it is not known; null where it is.</returns>
    public async Task<string?> LearnAsync(string certificate, CancellationToken cancellationToken)
    {
        if (account.Knows(certificate)) return null;
        var request = new AlipayCertificateRequest { Number = certificate };
        if (FaultsOf(request) is { } refusal) return refusal.Message;
        var answer = await SendAsync(CertificateMethod, request, cancellationToken);
        if (answer is not ProviderAnswer<ProviderReply>.Ok { Value: var reply }) return "the certificate could not be downloaded";
        // The answer is signed by the key that it brings; trust comes from the roots.
        var envelope = AlipayEnvelope.Find(reply.Body, CertificateMethod);
        var read = AlipayVerdict.Of(reply, envelope, isSigned: true, fields => fields.Required("alipay_cert_content"));
        if (read is not ProviderAnswer<string>.Ok { Value: var content }) return "the certificate could not be downloaded";
        try
        {
            return account.Take(certificate, AlipayCertificates.ReadDownloaded(content), time.GetUtcNow());
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private async Task<ProviderAnswer<T>> CallAsync<T>(
        string method, AlipayContent content, Func<JsonFields, T> read, CancellationToken cancellationToken)
    {
        if (FaultsOf(content) is { } refusal) return new ProviderAnswer<T>.Refused(refusal);
        switch (await SendAsync(method, content, cancellationToken))
        {
            case ProviderAnswer<ProviderReply>.Ok { Value: var reply }:
                var envelope = AlipayEnvelope.Find(reply.Body, method);
                return AlipayVerdict.Of(reply, envelope, await IsSignedAsync(envelope, cancellationToken), read);
            case ProviderAnswer<ProviderReply>.Refused refused:
                return new ProviderAnswer<T>.Refused(refused.Refusal);
            case ProviderAnswer<ProviderReply>.Unknown unknown:
                return new ProviderAnswer<T>.Unknown(unknown.Reason);
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is no outcome.");
        }
    }

    private async Task<bool> IsSignedAsync(AlipayEnvelope? envelope, CancellationToken cancellationToken)
    {
        if (envelope is not { Sign: { } sign }) return false;
        var isKnown = envelope.Certificate is not { } named || await LearnAsync(named, cancellationToken) is null;
        return isKnown && account.Verify(envelope.Signed.Span, sign, envelope.Certificate);
    }

    /// <summary>
    /// Sends a signed request, which may be repeated: our own numbers make the second one the first one's repeat. The charset stands in the
    /// URL as well: Alipay reads a body without it as GBK, and then no signature fits.
    /// </summary>
    private Task<ProviderAnswer<ProviderReply>> SendAsync(string method, AlipayContent content, CancellationToken cancellationToken)
    {
        var request = new ProviderRequest(ClientName, HttpMethod.Post, new Uri(account.GatewayUrl + "?charset=utf-8"))
        {
            Body = Encoding.ASCII.GetBytes(CallbackUrl.Encode(AlipayRequest.Of(account, method, content, time.GetUtcNow()))),
            ContentType = "application/x-www-form-urlencoded",
            IsRepeatable = true,
            Reach = account.Reach,
        };
        return http.SendAsync(request, cancellationToken);
    }

    private static ProviderRefusal? FaultsOf(AlipayContent content)
    {
        var faults = new FieldFaults();
        content.Check(faults);
        return faults.Refusal;
    }
}
