//! A desk out of a backup becomes a device of its own: enrolled once by the old device, which ends it.
//!
//! Two computers must never sign as one device. So before anything else leaves a restored desk, the old device's key
//! signs that a new one takes its place; a second restore of the same backup finds the old device ended.

use crate::{Desk, Result, time};
use ed25519_dalek::SigningKey;
use editorial::{Code, DeviceId, What, keys};
use protocol::{PushLine, SendLine};
use serde::{Deserialize, Serialize};
use store::{Identity, meta};
use sync::{
    exchange::Failure,
    portal::{Portal, PortalError},
};

/// Where the new device is kept until the portal knows it.
const NEW_DEVICE: &str = "new_device";

#[derive(Clone, Serialize, Deserialize)]
struct NewDevice {
    device: DeviceId,
    seed: [u8; 32],
    lines: Vec<SendLine>,
}

impl Desk {
    /// Lets the new device take over, where this desk came out of a backup.
    pub(crate) fn take_over(&self) -> Result<()> {
        if !meta::restored(&self.store)? {
            return Ok(());
        }
        if meta::portal(&self.store)?.is_none() {
            return Ok(meta::settle_restored(&self.store)?);
        }
        let new = self.new_device()?;
        let mut old = self.portal()?;
        sync::exchange::Exchange::default().look(&self.store, &mut old)?;
        // An answer may have been lost the last time: then the portal knows the new device already.
        let known = match self.portal_as(new.device, new.seed)?.bodies(&[]) {
            Ok(_) => true,
            Err(PortalError::Problem {
                code: Code::DeviceUnknown,
                ..
            }) => false,
            Err(error) => return Err(error.into()),
        };
        if !known {
            match old.push(&new.lines)?.into_iter().next() {
                Some(PushLine::Accepted { .. }) => {}
                Some(PushLine::Refused { refused, .. }) => return Err(refused.into()),
                Some(PushLine::Stopped { stopped, .. }) => return Err(stopped.code.into()),
                None => {
                    return Err(Failure::Portal(PortalError::NotAPortal(
                        "no answer for an event".to_owned(),
                    ))
                    .into());
                }
            }
        }
        let identity = meta::identity(&self.store)?;
        meta::set_identity(
            &self.store,
            &Identity {
                device: Some(new.device),
                seed: new.seed,
                ..identity
            },
        )?;
        self.forget_takeover()
    }

    /// This desk has a key of its own: nothing is left to take over.
    pub(crate) fn forget_takeover(&self) -> Result<()> {
        meta::settle_restored(&self.store)?;
        Ok(meta::set(&self.store, NEW_DEVICE, &None::<NewDevice>)?)
    }

    fn new_device(&self) -> Result<NewDevice> {
        if let Some(Some(new)) = meta::get::<Option<NewDevice>>(&self.store, NEW_DEVICE)? {
            return Ok(new);
        }
        let me = self.me()?;
        let (device, seed) = (DeviceId::from_uuid(self.uuid()), self.random());
        let day = time::write(self.now()).chars().take(10).collect::<String>();
        let (name, body) = self.text_body(&format!("Khôi phục {day}"))?;
        let what = What::DeviceReplaced {
            subject: device,
            key: keys::public(&SigningKey::from_bytes(&seed)),
            name,
        };
        let bytes = self.event(&me, None, what).to_bytes();
        let sig = keys::sign(keys::EVENT, &bytes, &me.key);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| Code::NotCanonical);
        let lines = vec![
            SendLine::Body { body: text(body)? },
            SendLine::Event {
                event: text(bytes)?,
                sig,
            },
        ];
        let new = NewDevice {
            device,
            seed,
            lines,
        };
        meta::set(&self.store, NEW_DEVICE, &Some(new.clone()))?;
        Ok(new)
    }
}
