namespace Payments.Contracts.Notices;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS after the command STARTTLS, which the server must offer.</summary>
    StartTls,

    /// <summary>TLS from the first byte on.</summary>
    Tls,

    /// <summary>None: for a server on the same machine alone.</summary>
    None,
}

/// <summary>Settings of mail, section <c>Mail</c>. Without <see cref="Host"/> nothing is mailed.</summary>
public sealed class MailOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Mail";

    /// <summary>The mail server's name or address. Default empty: mail is off.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port. Default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected: <c>StartTls</c>, the default, <c>Tls</c> or <c>None</c>.</summary>
    public string Security { get; set; } = nameof(MailSecurity.StartTls);

    /// <summary>
    /// A file of certificate authorities (PEM) that the server's certificate may follow from, beside those of the system. Default none.
    /// </summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>The name to sign in with. Default empty: it does not sign in.</summary>
    public string User { get; set; } = "";

    /// <summary>The password to sign in with.</summary>
    public string Password { get; set; } = "";

    /// <summary>Who mail is from, as <c>pay@example.com</c> or <c>Pay &lt;pay@example.com&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>How long a connection or one answer of the server may take. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What <see cref="Security"/> says; null where it is none of the words.</summary>
    public MailSecurity? Protection =>
        Enum.TryParse<MailSecurity>(Security, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;

    /// <summary>Whether mail is on.</summary>
    public bool IsSet => Host.Length > 0;
}
