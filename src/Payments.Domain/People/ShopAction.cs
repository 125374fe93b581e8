namespace Payments.Domain.People;

/// <summary>What can be done in a shop's console; each of its routes asks for one.</summary>
public enum ShopAction
{
    /// <summary>See orders, payments and callbacks.</summary>
    Look,

    /// <summary>Download what is on show.</summary>
    Export,

    /// <summary>Send a callback again, or those that were not heard.</summary>
    Resend,

    /// <summary>See and copy the shop's number and secret.</summary>
    SeeKeys,

    /// <summary>Make API keys, replace and end them; replace the signing secret.</summary>
    ChangeKeys,

    /// <summary>Add webhook endpoints, change, test and remove them, replace their secrets.</summary>
    ChangeEndpoints,

    /// <summary>Change the shop's name, its callback address, and how it looks to payers.</summary>
    ChangeSettings,

    /// <summary>Make payment links, change them, switch them off and on.</summary>
    ChangeLinks,

    /// <summary>Say who is told of what happens in the shop.</summary>
    ChangeNotices,

    /// <summary>
    /// Change where the shop is paid: add receiving wallets, change how they price, switch them off and on, remove them; the same of
    /// accounts at payment providers.
    /// </summary>
    ChangeWallets,

    /// <summary>Close an order that nobody paid, complete one by hand.</summary>
    Decide,

    /// <summary>See who else works in the shop.</summary>
    SeePeople,

    /// <summary>See who changed what in the shop.</summary>
    SeeAudit,

    /// <summary>Invite people, change their roles, remove them.</summary>
    ChangePeople,
}
