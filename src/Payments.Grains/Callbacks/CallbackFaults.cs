using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Payments.Grains.Callbacks;

/// <summary>Why a callback did not arrive, in words for the shop's owner.</summary>
internal static class CallbackFaults
{
    private const string NothingSent = "; nothing was sent";

    /// <summary>Whether a request had gone out when it failed, so that the shop may have acted on it.</summary>
    public static bool WasSent(HttpRequestException exception) => exception.HttpRequestError is not
        (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);

    /// <summary>A request that failed without an answer.</summary>
    /// <param name="exception">How it failed.</param>
    /// <param name="host">The shop's host and port.</param>
    public static string InWords(HttpRequestException exception, string host)
    {
        if (exception.InnerException is CertificateException fault) return $"the certificate of {host} {fault.Message}{NothingSent}";
        var cause = exception.GetBaseException();
        if (WasSent(exception))
            return $"the connection to {host} ended after the request was sent and before its answer ({cause.Message}): the shop may " +
                "have heard it";
        return cause switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } =>
                $"the name {host} is not known to DNS{NothingSent}",
            SocketException { SocketErrorCode: SocketError.TryAgain } => $"DNS did not answer for {host}{NothingSent}",
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"{host} refuses connections{NothingSent}",
            SocketException { SocketErrorCode: SocketError.ConnectionReset } =>
                $"{host} reset the connection while it was made{NothingSent}",
            _ when exception.HttpRequestError == HttpRequestError.SecureConnectionError =>
                $"TLS with {host} failed: {cause.Message}{NothingSent}",
            _ => $"no connection to {host}: {cause.Message}{NothingSent}",
        };
    }

    /// <summary>Where an answer redirects to; empty for any other answer.</summary>
    public static string Redirection(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } target) return "";
        return $"; it redirects to {target.OriginalString}, and callbacks follow no redirect: name the address that answers itself";
    }

    /// <summary>Accepts a certificate, or says what is wrong with it.</summary>
    /// <param name="certificate">The shop's.</param>
    /// <param name="chain">The authorities that were found.</param>
    /// <param name="errors">What the platform found wrong.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="CertificateException">It is not accepted.</exception>
    public static bool Check(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            throw new CertificateException("was not shown");
        var (from, until) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        if (now > until) throw new CertificateException($"expired on {until:yyyy-MM-dd}");
        if (now < from) throw new CertificateException($"is valid only from {from:yyyy-MM-dd} on");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            throw new CertificateException($"is for another name, {certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)}");
        if (certificate.Subject == certificate.Issuer) throw new CertificateException("is self-signed: no authority vouches for it");
        var faults = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        throw new CertificateException(WordsOf(faults));
    }

    private static string WordsOf(X509ChainStatusFlags faults)
    {
        if (faults.HasFlag(X509ChainStatusFlags.Revoked)) return "was revoked";
        if (faults.HasFlag(X509ChainStatusFlags.PartialChain))
            return "comes without the intermediate certificates that lead to a known authority";
        return faults.HasFlag(X509ChainStatusFlags.UntrustedRoot)
            ? "is from an authority that is not known here"
            : $"is not accepted: {faults}";
    }

    /// <summary>A certificate that is not accepted. The message goes on after <c>the certificate</c>.</summary>
    internal sealed class CertificateException(string message) : AuthenticationException(message);
}
