namespace Payments.Providers.Alipay.Notices;

/// <summary>How a notice's signature was found.</summary>
internal enum AlipaySignedState
{
    /// <summary>Alipay signed it.</summary>
    Genuine,

    /// <summary>It did not, or there is no signature.</summary>
    Forged,

    /// <summary>The certificate that it names is not known.</summary>
    UnknownCertificate,
}

/// <summary>
/// Verifies notices and returns. What is signed differs: notices of trades leave <c>sign_type</c> out and messages of the app gateway keep
/// it; SDKs differ on fields without a value and on <c>alipay_cert_sn</c>. Each way is tried, and all need Alipay's key.
/// </summary>
internal static class AlipayNoticeVerifier
{
    private const string SignType = "sign_type";
    private const string CertificateName = "alipay_cert_sn";

    /// <summary>Looks at the signature.</summary>
    public static AlipaySignedState Verify(AlipayForm form, AlipayAccount account)
    {
        if (form["sign"] is not { } sign || form[SignType] is not (null or "RSA2")) return AlipaySignedState.Forged;
        var certificate = form[CertificateName];
        if (!account.Knows(certificate)) return AlipaySignedState.UnknownCertificate;
        return Texts(form).Any(text => account.Verify(text, sign, certificate)) ? AlipaySignedState.Genuine : AlipaySignedState.Forged;
    }

    /// <summary>The texts that may have been signed, the likeliest first.</summary>
    private static IEnumerable<byte[]> Texts(AlipayForm form)
    {
        string[][] left = form.Has(SignType) ? form.Has("msg_method") ? [[], [SignType]] : [[SignType], []] : [[]];
        if (form.Has(CertificateName)) left = [.. left, .. left.Select(names => (string[])[.. names, CertificateName])];
        foreach (var names in left)
        {
            yield return form.SignText(names, keepsEmpty: true);
            if (form.HasEmpty) yield return form.SignText(names, keepsEmpty: false);
        }
    }
}
