//! Signals with the calls of Leptos' own, and one instance of its machinery for values of every type.
//!
//! Each type in a `Signal` or a `Memo` brings some 3 kB of code of its own into the module, and the page has
//! forty of them. Here the value travels behind one pointer type, so the graph is compiled once; what is left
//! per type is the comparison and a cast.

use leptos::prelude as lp;
use leptos::prelude::{Get, GetUntracked, Set};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A value that can be compared with another of its type, whatever that is.
trait Same: Any + Send + Sync {
    fn same(&self, other: &dyn Any) -> bool;
    fn any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Same for T {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }

    fn any(&self) -> &dyn Any {
        self
    }
}

/// A value of any type behind a pointer.
#[derive(Clone)]
struct Boxed(Arc<dyn Same>);

impl Boxed {
    fn of<T: Value>(value: T) -> Boxed {
        Boxed(Arc::new(value))
    }

    fn read<T: Value, R>(&self, read: impl FnOnce(&T) -> R) -> R {
        // The typed handles below are the only way in and out.
        read(
            (*self.0)
                .any()
                .downcast_ref::<T>()
                .expect("a signal holds its own type"),
        )
    }
}

impl PartialEq for Boxed {
    fn eq(&self, other: &Boxed) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.same((*other.0).any())
    }
}

/// What a signal may hold.
pub trait Value: PartialEq + Send + Sync + 'static {}

impl<T: PartialEq + Send + Sync + 'static> Value for T {}

/// How a value is worked out. A trait of its own, because a `dyn Fn` costs more code for each closure.
trait Derive: Send + Sync {
    fn derive(&self) -> Boxed;
}

struct Reading<F>(F);

impl<T: Value, F: Fn() -> T + Send + Sync> Derive for Reading<F> {
    fn derive(&self) -> Boxed {
        Boxed::of((self.0)())
    }
}

impl Derive for Boxed {
    fn derive(&self) -> Boxed {
        self.clone()
    }
}

fn derived(read: Box<dyn Derive>) -> lp::Signal<Boxed> {
    lp::Signal::derive(move || read.derive())
}

fn memo(read: Box<dyn Derive>) -> lp::Memo<Boxed> {
    lp::Memo::new(move |_| read.derive())
}

macro_rules! readers {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T: Value> $name<T> {
            /// Reads the value and follows it.
            pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
                let now = self.0.get();
                now.read(read)
            }

            /// Reads the value without following it.
            pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
                let now = self.0.get_untracked();
                now.read(read)
            }

            /// Copies the value and follows it.
            pub fn get(&self) -> T
            where
                T: Clone,
            {
                self.with(T::clone)
            }

            /// Copies the value without following it.
            pub fn get_untracked(&self) -> T
            where
                T: Clone,
            {
                self.with_untracked(T::clone)
            }

            /// The same, or nothing once the signal is gone.
            pub fn try_get_untracked(&self) -> Option<T>
            where
                T: Clone,
            {
                self.0.try_get_untracked().map(|now| now.read(T::clone))
            }

            /// Follows the value without using it. It is read all the same: a memo that nobody has read yet
            /// does not know what to follow.
            pub fn track(&self) {
                let _ = self.0.get();
            }
        }
    };
}

/// A value that others may change; read only.
pub struct Signal<T>(lp::Signal<Boxed>, PhantomData<fn() -> T>);

/// A value that is worked out anew when what it reads has changed, and wakes its readers only when it differs.
pub struct Memo<T>(lp::Memo<Boxed>, PhantomData<fn() -> T>);

/// A value to read and set.
pub struct RwSignal<T>(lp::RwSignal<Boxed>, PhantomData<fn() -> T>);

readers!(Signal);
readers!(Memo);
readers!(RwSignal);

impl<T: Value> Signal<T> {
    /// A signal that is worked out at every reading.
    pub fn derive(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Signal(derived(Box::new(Reading(read))), PhantomData)
    }

    /// A signal that never changes.
    pub fn stored(value: T) -> Self {
        Signal(derived(Box::new(Boxed::of(value))), PhantomData)
    }
}

impl<T: Value + Default> Default for Signal<T> {
    fn default() -> Self {
        Signal::stored(T::default())
    }
}

impl<T: Value> Memo<T> {
    /// A memo of what `read` gives; its argument is there for the shape of Leptos' own and is always `None`.
    pub fn new(read: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Memo(memo(Box::new(Reading(move || read(None)))), PhantomData)
    }
}

impl<T: Value> RwSignal<T> {
    /// A signal with this value.
    pub fn new(value: T) -> Self {
        RwSignal(lp::RwSignal::new(Boxed::of(value)), PhantomData)
    }

    /// Sets the value and wakes the readers.
    pub fn set(&self, value: T) {
        self.0.set(Boxed::of(value));
    }

    /// The same; returns the value once the signal is gone.
    pub fn try_set(&self, value: T) -> Option<()> {
        self.0.try_set(Boxed::of(value)).map(|_| ())
    }

    /// Changes the value and gives what `change` gives; nothing once the signal is gone.
    pub fn try_update<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R>
    where
        T: Clone,
    {
        let mut value = self.try_get_untracked()?;
        let result = change(&mut value);
        self.set(value);
        Some(result)
    }

    /// Changes the value and wakes the readers.
    pub fn update(&self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Signal(memo.0.into(), PhantomData)
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Signal(signal.0.into(), PhantomData)
    }
}
